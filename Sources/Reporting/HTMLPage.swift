/// The frame of every page: no script, no request to anywhere.
enum HTMLPage {
    /// A page with its style inside.
    ///
    /// - Parameters:
    ///   - title: Its title, also its first heading.
    ///   - body: HTML below the heading.
    /// - Returns: HTML.
    static func html(title: String, body: String) -> String {
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
            + "<link rel=\"icon\" href=\"data:,\">"
            + "<title>\(HTMLText.escape(title))</title>\n<style>\(style)</style></head>\n"
            + "<body><main>\n<h1>\(HTMLText.escape(title))</h1>\n\(body)</main></body></html>\n"
    }

    /// A part of a page with its heading.
    ///
    /// - Parameters:
    ///   - title: The heading, plain text.
    ///   - note: What the reader has to know, plain text; empty: nothing.
    ///   - content: HTML of a table or a chart.
    /// - Returns: HTML.
    static func section(_ title: String, _ note: String = "", _ content: String) -> String {
        let text = note.isEmpty ? "" : "<p>\(HTMLText.escape(note))</p>\n"
        return "<section><h2>\(HTMLText.escape(title))</h2>\n\(text)"
            + "<div class=\"chart\">\(content)</div></section>\n"
    }

    /// A part of a page that is a table; nothing where the table has no row.
    static func section(_ title: String, _ note: String = "", _ table: HTMLTable) -> String {
        table.isEmpty ? "" : section(title, note, table.html)
    }

    private static let style = """
        body{margin:0;background:#fff;color:#222;font:15px/1.5 system-ui,sans-serif}
        main{max-width:1260px;margin:0 auto;padding:24px}
        h1{font-size:24px}h2{font-size:18px;margin:32px 0 4px}
        .lead{font-size:17px;font-weight:600}
        .chart,pre{overflow-x:auto}svg{font-family:system-ui,sans-serif;max-width:none}
        table{border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums}
        th,td{padding:3px 9px;border-bottom:1px solid #ddd;text-align:right;white-space:nowrap}
        th{border-bottom:2px solid #888}td.w,th.w{text-align:left}
        tr.first td{background:#f3f6fa}
        caption{text-align:left;font-weight:600;padding:12px 0 3px}
        """
}
