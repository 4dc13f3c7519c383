package org.dietsnn.data.published;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.dietsnn.application.dataset.Checksum;
import org.dietsnn.application.dataset.PublishedDataSet;
import org.dietsnn.application.dataset.PublishedDataSet.Access;
import org.dietsnn.application.dataset.PublishedDataSet.ImageCount;
import org.dietsnn.application.dataset.PublishedFile;
import org.dietsnn.application.port.out.DataSetCatalogue;

/**
 * The data sets that people train on first. The authors publish MD5 sums of the CIFAR,
 * Fashion-MNIST and ImageNet files; the SHA-256 sums are those on which independent projects agree,
 * and for the CIFAR batches those of the files themselves.
 */
public final class PublishedDataSets implements DataSetCatalogue {
  private static final String CIFAR = "https://www.cs.toronto.edu/~kriz/";
  private static final long CIFAR_10_BATCH = 30_730_000;

  private static final PublishedDataSet DIGITS =
      new PublishedDataSet(
          "digits",
          "1,797 handwritten digits of 8x8, 10 classes",
          "https://archive.ics.uci.edu/dataset/80",
          Access.BUNDLED,
          List.of(),
          "",
          List.of(),
          List.of());

  private static final PublishedDataSet CIFAR_10 =
      new PublishedDataSet(
          "cifar10",
          "60,000 photographs of 32x32, 10 classes",
          CIFAR + "cifar.html",
          Access.OPEN,
          List.of(
              file(
                  CIFAR,
                  "cifar-10-binary.tar.gz",
                  170_052_171,
                  "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")),
          "cifar-10-batches-bin",
          List.of(
              batch(1, "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
              batch(2, "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
              batch(3, "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
              batch(4, "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
              batch(5, "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
              file(
                  "test_batch.bin",
                  CIFAR_10_BATCH,
                  "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b")),
          List.of());

  private static final PublishedDataSet CIFAR_100 =
      new PublishedDataSet(
          "cifar100",
          "60,000 photographs of 32x32, 100 classes",
          CIFAR + "cifar.html",
          Access.OPEN,
          List.of(
              file(
                  CIFAR,
                  "cifar-100-binary.tar.gz",
                  168_513_733,
                  "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec")),
          "cifar-100-binary",
          List.of(
              file(
                  "train.bin",
                  153_700_000,
                  "f31298fc616915fa142368359df1c4ca2ae984d6915ca468b998a5ec6aeebf29"),
              file(
                  "test.bin",
                  30_740_000,
                  "d8b1e6b7b3bee4020055f0699b111f60b1af1e262aeb93a0b659061746f8224a")),
          List.of());

  /** From the mirror that its readers have used since the authors' own server asks for a login. */
  private static final PublishedDataSet MNIST =
      idx(
          "mnist",
          "70,000 handwritten digits of 28x28, 10 classes",
          "https://yann.lecun.com/exdb/mnist/",
          List.of(
              mnist(
                  "train-images-idx3-ubyte.gz",
                  9_912_422,
                  "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
              mnist(
                  "train-labels-idx1-ubyte.gz",
                  28_881,
                  "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
              mnist(
                  "t10k-images-idx3-ubyte.gz",
                  1_648_877,
                  "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
              mnist(
                  "t10k-labels-idx1-ubyte.gz",
                  4_542,
                  "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")));

  private static final PublishedDataSet FASHION_MNIST =
      idx(
          "fashion-mnist",
          "70,000 articles of clothing of 28x28, 10 classes",
          "https://github.com/zalandoresearch/fashion-mnist",
          List.of(
              fashion(
                  "train-images-idx3-ubyte.gz",
                  26_421_880,
                  "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
              fashion(
                  "train-labels-idx1-ubyte.gz",
                  29_515,
                  "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
              fashion(
                  "t10k-images-idx3-ubyte.gz",
                  4_422_102,
                  "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
              fashion(
                  "t10k-labels-idx1-ubyte.gz",
                  5_148,
                  "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")));

  private static final List<PublishedFile> IMAGENET_ARCHIVES =
      List.of(
          new PublishedFile(
              "ILSVRC2012_img_train.tar",
              Optional.empty(),
              147_897_477_120L,
              Checksum.md5("1d675b47d978889d74fa0da5fadfb00e")),
          new PublishedFile(
              "ILSVRC2012_img_val.tar",
              Optional.empty(),
              6_744_924_160L,
              Checksum.md5("29b22e2961454d5413ddabcf34fc5622")));

  private static final PublishedDataSet IMAGENET =
      new PublishedDataSet(
          "imagenet",
          "1,331,167 photographs, 1000 classes (ILSVRC 2012)",
          "https://image-net.org/download",
          Access.REGISTRATION,
          IMAGENET_ARCHIVES,
          "imagenet",
          IMAGENET_ARCHIVES,
          List.of(new ImageCount("train", 1_281_167), new ImageCount("val", 50_000)));

  @Override
  public List<PublishedDataSet> sets() {
    return List.of(DIGITS, CIFAR_10, CIFAR_100, MNIST, FASHION_MNIST, IMAGENET);
  }

  private static PublishedDataSet idx(
      String name, String title, String page, List<PublishedFile> files) {
    return new PublishedDataSet(name, title, page, Access.OPEN, files, name, files, List.of());
  }

  private static PublishedFile batch(int number, String sha256) {
    return file("data_batch_" + number + ".bin", CIFAR_10_BATCH, sha256);
  }

  private static PublishedFile mnist(String name, long size, String sha256) {
    return file("https://ossci-datasets.s3.amazonaws.com/mnist/", name, size, sha256);
  }

  private static PublishedFile fashion(String name, long size, String sha256) {
    return file("https://fashion-mnist.s3.eu-central-1.amazonaws.com/", name, size, sha256);
  }

  private static PublishedFile file(String folder, String name, long size, String sha256) {
    return new PublishedFile(
        name, Optional.of(URI.create(folder + name)), size, Checksum.sha256(sha256));
  }

  private static PublishedFile file(String name, long size, String sha256) {
    return new PublishedFile(name, Optional.empty(), size, Checksum.sha256(sha256));
  }
}
