//! Descriptions are HTML that a shop shows as it is, so nothing in them may act.

/// The HTML with only what describes: paragraphs, lists, tables, emphasis, links and pictures. Scripts, styles, forms and
/// handlers are taken out.
pub(crate) fn clean(html: &str) -> String {
    // Most descriptions of imports are plain text: nothing to parse in them.
    if !html.contains(['<', '&']) {
        return html.trim().to_owned();
    }
    ammonia::clean(html).trim().to_owned()
}
