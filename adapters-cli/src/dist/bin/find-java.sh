# Sourced. Finds the newest JDK among those installed, without starting any of them: each one's
# "release" file says what it is. POSIX sh, no subshells, because it runs before every command.
#
# find_java sets, or returns 69 after saying what it looked for:
#   java_home    the home of the JDK to use
#   java_major   its feature version, such as 25
#   java_vector  "yes" if it has the module jdk.incubator.vector

# Options of the JVM that keep its memory small, for what runs our engine. Nearly all memory is a few
# large arrays that live long, beside which a large young generation is memory that lies idle: until
# the compiler has come to the kernels, their garbage would fill it. A heap that is allowed its whole
# size from the beginning touches no more of it for that, and its young generation stays where it is.
java_memory="-XX:MaxNewSize=16m -XX:InitialRAMPercentage=25 -XX:G1HeapRegionSize=1m"

java_places="DIETSNN_JAVA_HOME, JAVA_HOME, java on the PATH, /usr/lib/jvm, ~/.sdkman/candidates/java, /Library/Java/JavaVirtualMachines"

# Reads the release file of the home $1 into release_major, release_rank and release_vector.
read_release() {
  release_major=0 release_rank=0 release_vector=no
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r release_line || [ -n "$release_line" ]; do
    case $release_line in
      JAVA_VERSION=*)
        release_version=${release_line#*=}
        release_version=${release_version#\"}
        release_version=${release_version%\"}
        ;;
      MODULES=*jdk.incubator.vector*) release_vector=yes ;;
    esac
  done <"$1/release"
  # 25.0.3 and 26-ea: up to three numbers.
  release_version=${release_version%%[!0-9.]*}
  release_rest=$release_version.0.0
  release_major=${release_rest%%.*}
  release_rest=${release_rest#*.}
  release_minor=${release_rest%%.*}
  release_rest=${release_rest#*.}
  release_patch=${release_rest%%.*}
  release_rank=$((${release_major:-0} * 1000000 + ${release_minor:-0} * 1000 + ${release_patch:-0}))
}

# Keeps the home $1 if it is newer than what has been found, and 17 or newer.
consider_java() {
  read_release "$1" || return 0
  if [ "$release_major" -ge 17 ] && [ "$release_rank" -gt "$java_rank" ]; then
    java_home=$1 java_rank=$release_rank java_major=$release_major java_vector=$release_vector
  fi
}

find_java() {
  java_home='' java_rank=0 java_major=0 java_vector=no
  if [ -n "${DIETSNN_JAVA_HOME:-}" ]; then
    consider_java "$DIETSNN_JAVA_HOME"
    [ -n "$java_home" ] && return 0
    echo "dietsnn: DIETSNN_JAVA_HOME=$DIETSNN_JAVA_HOME is not a JDK 17 or newer (no bin/java, or its release file does not say so)" >&2
    return 69
  fi
  [ -z "${JAVA_HOME:-}" ] || consider_java "$JAVA_HOME"
  if java_command=$(command -v java); then
    java_command=$(readlink -f "$java_command" 2>/dev/null || echo "$java_command")
    consider_java "${java_command%/bin/java}"
  fi
  for java_candidate in /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    consider_java "$java_candidate"
  done
  [ -n "$java_home" ] && return 0
  echo "dietsnn: no JDK 17 or newer found; looked at $java_places" >&2
  return 69
}
