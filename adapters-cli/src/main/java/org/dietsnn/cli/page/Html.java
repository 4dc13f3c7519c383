package org.dietsnn.cli.page;

import java.util.List;

/** Parts of a page. Every text that is put in is escaped. */
final class Html {
  private Html() {}

  /** A text such that no character of it is taken for markup, in content and in attributes. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /**
   * A table of figures. The first column names its row.
   *
   * @param caption says what it is about
   * @param titles of the columns
   * @param rows as many cells each as there are columns
   */
  static String table(String caption, List<String> titles, List<List<String>> rows) {
    StringBuilder head = new StringBuilder("<thead><tr>");
    titles.forEach(
        title -> head.append("<th scope=\"col\">").append(escaped(title)).append("</th>"));
    return table("figures", caption, head + "</tr></thead>\n", rows);
  }

  /**
   * A list of names and what there is to say about each.
   *
   * @param caption says what it is about
   * @param rows a name and a text each
   */
  static String facts(String caption, List<List<String>> rows) {
    return table("facts", caption, "", rows);
  }

  private static String table(String style, String caption, String head, List<List<String>> rows) {
    StringBuilder html = new StringBuilder();
    html.append("<div class=\"scroll\"><table class=\"%s\"><caption>".formatted(style))
        .append(escaped(caption))
        .append("</caption>\n")
        .append(head)
        .append("<tbody>\n");
    for (List<String> row : rows) {
      html.append("<tr><th scope=\"row\">").append(escaped(row.get(0))).append("</th>");
      row.subList(1, row.size())
          .forEach(cell -> html.append("<td>").append(escaped(cell)).append("</td>"));
      html.append("</tr>\n");
    }
    return html.append("</tbody></table></div>\n").toString();
  }

  /** A paragraph. */
  static String paragraph(String text) {
    return "<p>" + escaped(text) + "</p>\n";
  }

  /** A section with a heading; the parts are markup already. */
  static String section(String heading, String... parts) {
    return "<section>\n<h2>"
        + escaped(heading)
        + "</h2>\n"
        + String.join("", parts)
        + "</section>\n";
  }

  /**
   * A whole page. Its policy forbids it to load anything.
   *
   * @param title of the page
   * @param style a style sheet
   * @param body markup
   */
  static String page(String title, String style, String body) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        <h1>%s</h1>
        %s</main>
        </body>
        </html>
        """
        .formatted(escaped(title), style, escaped(title), body);
  }
}
