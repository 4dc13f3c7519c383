# Sourced, with $root and $program set. Builds the module and sets java_home, java_options and
# java_class_path.
#   DIETSNN_JAVA_HOME   run on this JDK instead of the newest found

module=$root/benchmarks
. "$root/adapters-cli/src/dist/bin/find-java.sh"
find_java || exit $?

log=$module/target/build.log
mkdir -p "$module/target"
# Maven itself decides what is out of date.
if ! (cd "$root" && JAVA_HOME=$java_home mvn -B -q -ntp -Dfast -Pbenchmarks -pl benchmarks -am \
  -DskipTests package) >"$log" 2>&1 </dev/null; then
  tail -n 20 "$log" >&2
  echo "$program: the build failed; its whole output is in $log" >&2
  exit 70
fi

java_class_path="$module/target/classes:$module/target/lib/*"
# JavaCPP would call the garbage collector as soon as libtorch holds more than the heap may.
java_options="--add-modules=jdk.incubator.vector -Dguice_custom_class_loading=CHILD
  -Dorg.bytedeco.javacpp.maxBytes=0 -Dorg.bytedeco.javacpp.maxPhysicalBytes=0"
if [ "$java_major" -ge 22 ]; then
  java_options="$java_options --enable-native-access=ALL-UNNAMED"
fi
if [ "$java_major" -ge 24 ]; then
  # JavaCPP 1.5.13 and JMH 1.37 use it, and JDK 24 and newer warn.
  java_options="$java_options --sun-misc-unsafe-memory-access=allow"
fi
