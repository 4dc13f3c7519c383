package org.dietsnn.acceptance.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** An open file of {@link FaultyFiles}. */
final class FaultyChannel extends FileChannel {
  private final FileChannel real;
  private final Path path;
  private final FaultPlan plan;

  FaultyChannel(FileChannel real, Path path, FaultPlan plan) {
    this.real = real;
    this.path = path;
    this.plan = plan;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    plan.meet(Operation.READ, path);
    return real.read(target);
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    plan.meet(Operation.READ, path);
    return real.read(targets, offset, length);
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    plan.meet(Operation.READ, path);
    return real.read(target, position);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    plan.meet(Operation.WRITE, path);
    if (!plan.writesShort() || source.remaining() < 2) {
      return real.write(source);
    }
    int limit = source.limit();
    source.limit(source.position() + source.remaining() / 2);
    try {
      return real.write(source);
    } finally {
      source.limit(limit);
    }
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    plan.meet(Operation.WRITE, path);
    return real.write(sources, offset, length);
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    plan.meet(Operation.WRITE, path);
    return real.write(source, position);
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long newPosition) throws IOException {
    real.position(newPosition);
    return this;
  }

  @Override
  public long size() throws IOException {
    plan.meet(Operation.SIZE, path);
    return real.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    plan.meet(Operation.WRITE, path);
    real.truncate(size);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    plan.meet(Operation.FORCE, path);
    real.force(metaData);
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    plan.meet(Operation.READ, path);
    return real.transferTo(position, count, target);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    plan.meet(Operation.WRITE, path);
    return real.transferFrom(source, position, count);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    plan.meet(Operation.READ, path);
    return real.map(mode, position, size);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    plan.meet(Operation.LOCK, path);
    return real.lock(position, size, shared);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    plan.meet(Operation.LOCK, path);
    return real.tryLock(position, size, shared);
  }

  /** The file is closed also when closing tells of a failure, as on a real disk. */
  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
    plan.meet(Operation.CLOSE, path);
  }
}
