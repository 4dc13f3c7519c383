package org.dietsnn.conformance.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.dietsnn.application.port.out.ComputeBackend;

/**
 * Compiles the reference engine with a fault in it, and loads it beside the sound one: classes of
 * the engine's package come from here, all others from the class path.
 */
final class BrokenEngine extends ClassLoader {
  private static final String PACKAGE = "org.dietsnn.cpu.reference.";
  private static final Path SOURCES = Path.of("src/main/java", PACKAGE.replace('.', '/'));

  private final Map<String, byte[]> compiled;

  private BrokenEngine(Map<String, byte[]> compiled) {
    super(BrokenEngine.class.getClassLoader());
    this.compiled = compiled;
  }

  /** The engine with this fault. */
  static ComputeBackend with(Fault fault) {
    try {
      return (ComputeBackend)
          new BrokenEngine(compile(edited(fault)))
              .loadClass(PACKAGE + "ReferenceBackend")
              .getConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> edited(Fault fault) {
    Map<String, String> sources = new TreeMap<>();
    for (Fault.Edit edit : fault.edits()) {
      sources.merge(edit.file(), edit.apply(source(edit.file())), (a, b) -> edit.apply(a));
    }
    return sources;
  }

  private static String source(String file) {
    try {
      return Files.readString(SOURCES.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException("the engine's source is needed to plant a fault in it", e);
    }
  }

  /** Class files by class name; none without sources. */
  private static Map<String, byte[]> compile(Map<String, String> sources) {
    if (sources.isEmpty()) {
      return Map.of();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> classes = new HashMap<>();
    StringWriter messages = new StringWriter();
    List<JavaFileObject> files =
        sources.entrySet().stream()
            .<JavaFileObject>map(entry -> new Source(entry.getKey(), entry.getValue()))
            .toList();
    try (JavaFileManager standard = compiler.getStandardFileManager(null, null, null);
        JavaFileManager manager =
            new ForwardingJavaFileManager<>(standard) {
              @Override
              public JavaFileObject getJavaFileForOutput(
                  Location location,
                  String name,
                  JavaFileObject.Kind kind,
                  javax.tools.FileObject sibling) {
                return new ClassFile(
                    name, classes.computeIfAbsent(name, n -> new ByteArrayOutputStream()));
              }
            }) {
      List<String> options =
          List.of(
              "-proc:none",
              "-nowarn",
              "-implicit:none",
              "-classpath",
              System.getProperty("java.class.path"));
      if (!compiler.getTask(messages, manager, null, options, null, files).call()) {
        throw new IllegalStateException("the fault does not compile: " + messages);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, byte[]> bytes = new HashMap<>();
    classes.forEach((name, stream) -> bytes.put(name, stream.toByteArray()));
    return bytes;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (!name.startsWith(PACKAGE)) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        byte[] bytes = compiled.containsKey(name) ? compiled.get(name) : sound(name);
        loaded = defineClass(name, bytes, 0, bytes.length);
      }
      return loaded;
    }
  }

  /** The class file of a class without a fault. */
  private byte[] sound(String name) throws ClassNotFoundException {
    try (InputStream stream = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (stream == null) {
        throw new ClassNotFoundException(name);
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String file, String text) {
      super(URI.create("string:///" + file), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class ClassFile extends SimpleJavaFileObject {
    private final OutputStream bytes;

    ClassFile(String name, OutputStream bytes) {
      super(URI.create("memory:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
      this.bytes = bytes;
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }
}
