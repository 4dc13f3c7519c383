package org.dietsnn.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.dietsnn.application.port.in.InferenceAgreement;
import org.dietsnn.cli.report.BackendReport;
import org.dietsnn.cli.report.BenchmarkedNetwork;
import org.dietsnn.cli.report.ComparisonReport;
import org.junit.jupiter.api.Test;

class ComparisonPageTest {
  private static final String HOSTILE = "<script>alert('x')</script> & \"more\"";

  private final String page =
      ComparisonPage.of(
          new ComparisonReport(
              Map.of("java", "25", "dietsnn", "1"),
              "a machine",
              new BenchmarkedNetwork("8 A", "1x8x8", 10, true, 100, 1000, 5, 4, 0.1, null, null),
              1,
              2,
              1,
              List.of(backend("first", 4, 1), backend(HOSTILE, 0.004, 0.001)),
              Map.of("absent", HOSTILE),
              "dietsnn devices"));

  private static BackendReport backend(String name, double imagesPerSecond, double timesAsFast) {
    return new BackendReport(
        name,
        HOSTILE,
        "float32",
        0.1,
        1 << 20,
        "a test",
        List.of(
            new BackendReport.Pass(
                "inference",
                imagesPerSecond,
                imagesPerSecond / 2,
                imagesPerSecond * 2,
                timesAsFast,
                3,
                2 << 20,
                List.of(2 / imagesPerSecond, 8 / imagesPerSecond))),
        new InferenceAgreement(
            10, 9, 0.5, 0.25, 2, List.of(new InferenceAgreement.LayerSpikes("a<b", 80, 8, 1))),
        null,
        new BackendReport.EnergyFigures(0.5, 1, 0.25, 0.5, 1e6, 2e6));
  }

  @Test
  void whatComesFromOutsideIsTextAndNoMarkup() {
    assertThat(page)
        .doesNotContain("<script")
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;more&quot;")
        .contains("a&lt;b");
  }

  @Test
  void nothingIsLoadedFromAnywhere() {
    assertThat(page)
        .contains("default-src 'none'")
        .doesNotContain("http://", "https://", "src=", "href=", "@import", "url(");
  }

  @Test
  void everyElementThatIsOpenedIsClosedInOrder() {
    Deque<String> open = new ArrayDeque<>();
    Pattern tag = Pattern.compile("<(/?)([a-z0-9]+)(?:\\s[^>]*?)?(/?)>");
    tag.matcher(page)
        .results()
        .filter(found -> !found.group(2).equals("meta"))
        .forEach(
            found -> {
              if (!found.group(1).isEmpty()) {
                assertThat(open.pop()).isEqualTo(found.group(2));
              } else if (found.group(3).isEmpty()) {
                open.push(found.group(2));
              }
            });
    assertThat(open).isEmpty();
  }

  @Test
  void everyChartSaysInWordsWhatItShows() {
    List<String> charts =
        Pattern.compile("<svg [^>]*>").matcher(page).results().map(m -> m.group()).toList();

    assertThat(charts)
        .hasSize(3)
        .allSatisfy(chart -> assertThat(chart).contains("role=\"img\"", "aria-label=\""));
    assertThat(charts.get(0)).contains("Speed of inference: first 4 images/s; ");
  }

  @Test
  void everyTableOfFiguresHasHeadersAndACaption() {
    List<String> tables =
        Pattern.compile("(?s)<table class=\"figures\">.*?</table>")
            .matcher(page)
            .results()
            .map(m -> m.group())
            .toList();

    assertThat(tables)
        .hasSize(5)
        .allSatisfy(
            table ->
                assertThat(table)
                    .contains("<caption>", "<th scope=\"col\">", "<th scope=\"row\">"));
  }

  @Test
  void speedsThatAreFarApartAreShownOnALogarithmicScale() {
    assertThat(page).contains("the scale is logarithmic");
  }
}
