package org.dietsnn.data.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Builds archives, also such as nobody should unpack. */
public final class Tars {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar;

  /** An empty archive. */
  public Tars() throws IOException {
    tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
  }

  /** Adds a file. */
  public Tars file(String name, String content) throws IOException {
    return file(name, content.getBytes(UTF_8));
  }

  Tars file(String name, byte[] content) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL, true);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
    return this;
  }

  /** Adds a folder. */
  public Tars folder(String name) throws IOException {
    return special(name, TarConstants.LF_DIR, "");
  }

  /** Adds a link, device or whatever the type is. */
  Tars special(String name, byte type, String target) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
    entry.setLinkName(target);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
    return this;
  }

  /** The packed archive. */
  public byte[] bytes() throws IOException {
    tar.close();
    return bytes.toByteArray();
  }
}
