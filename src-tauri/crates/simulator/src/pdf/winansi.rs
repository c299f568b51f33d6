//! Text in the encoding of the PDF base fonts, and how wide it is.

/// Text as bytes of WinAnsiEncoding (Windows-1252). What it cannot write becomes
/// a question mark.
pub(super) fn encode(text: &str) -> Vec<u8> {
    text.chars().map(byte_of).collect()
}

fn byte_of(letter: char) -> u8 {
    if let Some(place) = HIGH.iter().position(|(known, _)| *known == letter) {
        return HIGH[place].1;
    }
    match u8::try_from(letter) {
        Ok(byte @ (0x20..=0x7e | 0xa0..=0xff)) => byte,
        Ok(_) | Err(_) => b'?',
    }
}

/// The part of Windows-1252 that differs from Latin-1.
const HIGH: [(char, u8); 27] = [
    ('€', 0x80),
    ('‚', 0x82),
    ('ƒ', 0x83),
    ('„', 0x84),
    ('…', 0x85),
    ('†', 0x86),
    ('‡', 0x87),
    ('ˆ', 0x88),
    ('‰', 0x89),
    ('Š', 0x8a),
    ('‹', 0x8b),
    ('Œ', 0x8c),
    ('Ž', 0x8e),
    ('\u{2018}', 0x91),
    ('\u{2019}', 0x92),
    ('\u{201c}', 0x93),
    ('\u{201d}', 0x94),
    ('•', 0x95),
    ('–', 0x96),
    ('\u{2014}', 0x97),
    ('˜', 0x98),
    ('™', 0x99),
    ('š', 0x9a),
    ('›', 0x9b),
    ('œ', 0x9c),
    ('ž', 0x9e),
    ('Ÿ', 0x9f),
];

/// The width of text in Helvetica, in thousandths of a point for a size in
/// points. Exact for printable ASCII, the euro sign and the German letters, a
/// fair guess for the rest. Digits, points, commas and the capitals E, U and R
/// are as wide in the bold face, so amounts may be set in either.
pub(super) fn width(text: &str, size: i32) -> i32 {
    encode(text).into_iter().map(|byte| unit(byte) * size).sum()
}

fn unit(byte: u8) -> i32 {
    match byte {
        0x20..=0x7e => i32::from(ASCII[usize::from(byte - 0x20)]),
        0xc4 => 667,                 // A umlaut
        0xd6 => 778,                 // O umlaut
        0xdc => 722,                 // U umlaut
        0xdf => 611,                 // sharp s
        0x91 | 0x92 => 222,          // single quotation marks
        0x85 | 0x97 | 0x99 => 1_000, // ellipsis, long dash, trade mark
        _ => 556,
    }
}

/// Helvetica, from the metrics Adobe published with it.
const ASCII: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278,
    278, //  !"#$%&'()*+,-./
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584,
    556, // 0-9 :;<=>?
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, // @ A-O
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, // P-Z [\]^_
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, // ` a-o
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, // p-z {|}~
];

/// Text in lines that fit `room` thousandths of a point. Breaks at spaces, and
/// inside a word only where the word alone is too long.
pub(super) fn wrap(text: &str, size: i32, room: i32) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        for piece in pieces(word, size, room) {
            let Some(line) = lines.last_mut() else {
                return lines;
            };
            if line.is_empty() {
                *line = piece;
            } else if width(&format!("{line} {piece}"), size) <= room {
                line.push(' ');
                line.push_str(&piece);
            } else {
                lines.push(piece);
            }
        }
    }
    lines
}

fn pieces(word: &str, size: i32, room: i32) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for letter in word.chars() {
        piece.push(letter);
        if width(&piece, size) > room && piece.chars().count() > 1 {
            piece.pop();
            pieces.push(std::mem::replace(&mut piece, letter.to_string()));
        }
    }
    pieces.push(piece);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn umlauts_and_the_euro_sign_have_their_windows_bytes() {
        assert_eq!(encode("Größe 9,90 €"), b"Gr\xf6\xdfe 9,90 \x80");
        assert_eq!(encode("Ää–„x\u{201c}"), b"\xc4\xe4\x96\x84x\x93");
    }

    #[test]
    fn what_the_fonts_cannot_write_becomes_a_question_mark() {
        assert_eq!(encode("a✓b\n中\u{80}"), b"a?b???");
    }

    #[test]
    fn the_width_is_that_of_the_published_metrics() {
        assert_eq!(width("AW il", 1), 667 + 944 + 278 + 222 + 222);
        assert_eq!(width("9.90 €", 10), 10 * (3 * 556 + 2 * 278 + 556));
        assert_eq!(width("~", 1), 584);
    }

    #[test]
    fn long_text_wraps_at_spaces_and_a_long_word_is_cut() {
        let room = width("one two", 10);
        assert_eq!(wrap("one two  three", 10, room), ["one two", "three"]);
        assert_eq!(wrap("", 10, room), [""]);
        for line in wrap(&"x".repeat(40), 10, room) {
            assert!(width(&line, 10) <= room);
        }
        assert_eq!(wrap(&"x".repeat(40), 10, room).concat(), "x".repeat(40));
        assert_eq!(wrap("ab", 10, 1), ["a", "b"]);
    }
}
