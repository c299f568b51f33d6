//! The `Link` header (RFC 8288), as far as `rel="next"` goes.

/// The target of the first link with the relation `next`.
pub(crate) fn next(header: &str) -> Option<&str> {
    let mut rest = header;
    while let Some((_, after)) = rest.split_once('<') {
        let (target, after) = after.split_once('>')?;
        let end = end_of_link(after);
        let parameters = after.get(..end)?;
        if has_relation(parameters, "next") {
            return Some(target.trim());
        }
        rest = after.get(end..)?;
    }
    None
}

/// Where the parameters of a link end: at the first comma outside quotes.
fn end_of_link(text: &str) -> usize {
    let mut quoted = false;
    text.find(|letter: char| {
        quoted ^= letter == '"';
        letter == ',' && !quoted
    })
    .unwrap_or(text.len())
}

fn has_relation(parameters: &str, wanted: &str) -> bool {
    parameters.split(';').any(|parameter| {
        parameter.split_once('=').is_some_and(|(name, value)| {
            name.trim().eq_ignore_ascii_case("rel")
                && value
                    .trim()
                    .trim_matches('"')
                    .split_ascii_whitespace()
                    .any(|relation| relation.eq_ignore_ascii_case(wanted))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_link_is_found_among_others() {
        for header in [
            r#"</v1/services?page=2>; rel="next""#,
            r#"</v1/services?page=2>; rel=next"#,
            r#"</v1/services?page=2>; title="a, b"; REL="last next""#,
            r#"</v1/services?page=9,10>; rel="last", </v1/services?page=2>; rel="next""#,
        ] {
            assert_eq!(next(header), Some("/v1/services?page=2"), "{header}");
        }
    }

    #[test]
    fn without_a_next_link_there_is_none() {
        for header in [
            "",
            "<",
            "</a>; rel=\"prev\"",
            "rel=next",
            "</a>; title=next",
            "</a>;rel=\"next",
        ] {
            let expected = (header == "</a>;rel=\"next").then_some("/a");
            assert_eq!(next(header), expected, "{header}");
        }
    }
}
