//! Figures of a machine, read from the words of a product's text. The API has
//! no fields for them (contract 14), so they are a reading, never a promise.

use rust_decimal::Decimal;

use crate::view::SpecsView;

/// What the text says about the machine. `None` where it says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Specs {
    /// Cores or threads, as the text counts them.
    pub(crate) cores: Option<Decimal>,
    /// RAM in GB.
    pub(crate) ram_gb: Option<Decimal>,
    /// How to show it.
    pub(crate) view: SpecsView,
}

/// Reads the figures from the name and the text. The first statement of each
/// kind counts; the name is read first.
pub(crate) fn read(name: &str, text: &str) -> Specs {
    let mut specs = Specs::default();
    for part in [name, text] {
        let tokens = tokens(part);
        for at in 0..tokens.len() {
            let Token::Number(number) = &tokens[at] else {
                continue;
            };
            read_cores(&tokens, at, *number, &mut specs);
            read_size(&tokens, at, *number, &mut specs);
        }
    }
    specs
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// A number; a decimal comma is a point.
    Number(Decimal),
    /// A word in lower case.
    Word(String),
    /// A word followed by a colon: it names what comes after it.
    Label(String),
    /// A comma, a line end, a bullet: statements end here.
    Break,
}

/// At most this much of a text is read; the figures stand at its beginning.
const READ_CHARS: usize = 4_000;

fn tokens(text: &str) -> Vec<Token> {
    let letters: Vec<char> = text.chars().take(READ_CHARS).collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(letter) = letters.get(at).copied() {
        if letter.is_ascii_digit() {
            let end = number_end(&letters, at);
            let plain: String = letters[at..end]
                .iter()
                .collect::<String>()
                .replace(',', ".");
            if let Ok(number) = plain.parse() {
                tokens.push(Token::Number(number));
            }
            at = end;
        } else if letter.is_alphabetic() {
            let end = word_end(&letters, at);
            let word: String = letters[at..end]
                .iter()
                .flat_map(|one| one.to_lowercase())
                .collect();
            at = end;
            if letters.get(at) == Some(&':') {
                tokens.push(Token::Label(word));
                at += 1;
            } else {
                tokens.push(Token::Word(word));
            }
        } else {
            if letter == '×' {
                tokens.push(Token::Word("x".to_owned()));
            } else if !letter.is_whitespace() && !matches!(letter, '-' | '.' | ':')
                || letter == '\n'
            {
                tokens.push(Token::Break);
            }
            at += 1;
        }
    }
    tokens
}

/// The end of the number that begins at `at`: digits and one decimal mark.
fn number_end(letters: &[char], at: usize) -> usize {
    let digits = |from: usize| {
        letters[from..]
            .iter()
            .take_while(|letter| letter.is_ascii_digit())
            .count()
            + from
    };
    let end = digits(at);
    let mark = matches!(letters.get(end), Some('.' | ','));
    if mark && letters.get(end + 1).is_some_and(char::is_ascii_digit) {
        digits(end + 1)
    } else {
        end
    }
}

fn word_end(letters: &[char], at: usize) -> usize {
    let inside = |letter: &&char| letter.is_alphanumeric() || **letter == '_';
    let length = letters[at..].iter().take_while(inside).count();
    // "x2" is a word and a number; "ddr4" is one word.
    if letters[at] == 'x' && letters.get(at + 1).is_some_and(char::is_ascii_digit) {
        at + 1
    } else {
        at + length
    }
}

fn read_cores(tokens: &[Token], at: usize, number: Decimal, specs: &mut Specs) {
    if specs.cores.is_some() || number.is_zero() {
        return;
    }
    let after = tokens[at + 1..]
        .iter()
        .take(4)
        .map_while(|token| match token {
            Token::Word(word) => Some(word.as_str()),
            Token::Number(_) | Token::Label(_) | Token::Break => None,
        });
    let mut unit = after
        .clone()
        .take_while(|word| !is_size_unit(word))
        .find_map(core_word);
    if unit.is_none() && after.count() == 0 {
        unit = label_before(tokens, at).and_then(core_word);
    }
    if let Some(unit) = unit {
        specs.cores = Some(number);
        specs.view.cpu = Some(format!("{} {unit}", number.normalize()));
    }
}

fn core_word(word: &str) -> Option<&'static str> {
    match word {
        "vcpu" | "vcpus" => Some("vCPU"),
        "vcore" | "vcores" => Some("vCores"),
        "cpu" | "cpus" => Some("CPU"),
        "core" | "cores" | "kern" | "kerne" => Some("cores"),
        "thread" | "threads" => Some("threads"),
        _ => None,
    }
}

fn read_size(tokens: &[Token], at: usize, number: Decimal, specs: &mut Specs) {
    let Some(Token::Word(unit)) = tokens.get(at + 1) else {
        return;
    };
    let Some(factor) = size_factor(unit) else {
        return;
    };
    let after: Vec<&str> = tokens[at + 2..]
        .iter()
        .map_while(|token| match token {
            Token::Word(word) => Some(word.as_str()),
            Token::Number(_) | Token::Label(_) | Token::Break => None,
        })
        .collect();
    let kind = after
        .iter()
        .find_map(|word| size_kind(word))
        .or_else(|| label_before(tokens, at).and_then(size_kind));
    let shown_unit = unit.to_uppercase().replace("IB", "iB");
    match kind {
        Some(SizeKind::Ram) if specs.ram_gb.is_none() && !number.is_zero() => {
            specs.ram_gb = number.checked_mul(factor);
            specs.view.ram = Some(format!("{} {shown_unit}", number.normalize()));
        }
        Some(SizeKind::Disk) if specs.view.disk.is_none() => {
            let medium = after
                .iter()
                .chain(&label_before(tokens, at))
                .find_map(|word| medium(word));
            let size = format!("{}{} {shown_unit}", pieces(tokens, at), number.normalize());
            specs.view.disk =
                Some(medium.map_or(size.clone(), |medium| format!("{size} {medium}")));
        }
        Some(SizeKind::Ram | SizeKind::Disk | SizeKind::Traffic) | None => {}
    }
}

/// `2 x ` in front of a disk of which there are two.
fn pieces(tokens: &[Token], at: usize) -> String {
    let Some(before) = at.checked_sub(2) else {
        return String::new();
    };
    match (&tokens[before], &tokens[before + 1]) {
        (Token::Number(count), Token::Word(word)) if word == "x" => {
            format!("{} x ", count.normalize())
        }
        _ => String::new(),
    }
}

/// The word before the number that names it: `RAM: 16 GB` or `RAM 16 GB`.
fn label_before(tokens: &[Token], at: usize) -> Option<&str> {
    match tokens.get(at.checked_sub(1)?)? {
        Token::Label(word) | Token::Word(word) => Some(word),
        Token::Number(_) | Token::Break => None,
    }
}

fn is_size_unit(word: &str) -> bool {
    size_factor(word).is_some()
}

/// GB in one of the unit.
fn size_factor(unit: &str) -> Option<Decimal> {
    match unit {
        "mb" | "mib" => Some(Decimal::new(1, 0) / Decimal::new(1024, 0)),
        "gb" | "gib" => Some(Decimal::ONE),
        "tb" | "tib" => Some(Decimal::new(1024, 0)),
        _ => None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SizeKind {
    Ram,
    Disk,
    Traffic,
}

fn size_kind(word: &str) -> Option<SizeKind> {
    match word {
        "ram" | "memory" | "arbeitsspeicher" | "ddr" | "ddr3" | "ddr4" | "ddr5" | "ecc" => {
            Some(SizeKind::Ram)
        }
        "nvme" | "ssd" | "hdd" | "disk" | "storage" | "space" | "webspace" | "speicherplatz" => {
            Some(SizeKind::Disk)
        }
        "traffic" | "bandwidth" | "transfer" => Some(SizeKind::Traffic),
        _ => None,
    }
}

fn medium(word: &str) -> Option<&'static str> {
    match word {
        "nvme" => Some("NVMe"),
        "ssd" => Some("SSD"),
        "hdd" => Some("HDD"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> [Option<String>; 3] {
        let view = read("", text).view;
        [view.cpu, view.ram, view.disk]
    }

    fn figures(cpu: &str, ram: &str, disk: &str) -> [Option<String>; 3] {
        [cpu, ram, disk].map(|text| (!text.is_empty()).then(|| text.to_owned()))
    }

    #[test]
    fn the_usual_ways_of_writing_a_machine_are_read() {
        let usual = figures("6 vCPU", "16 GB", "160 GB NVMe");
        for text in [
            "6 vCPU, 16 GB RAM, 160 GB NVMe",
            "6 vCPU / 16 GB RAM / 160 GB NVMe SSD",
            "6 vCPU 16GB DDR5 ECC RAM 160GB NVMe",
            "vCPU: 6\nRAM: 16 GB\nNVMe: 160 GB",
            "6x vCPU | 16 GB memory | 160 GB NVMe storage, 20 TB traffic",
        ] {
            assert_eq!(shown(text), usual, "{text}");
        }
    }

    #[test]
    fn dedicated_servers_have_many_disks_and_named_processors() {
        assert_eq!(
            shown("AMD EPYC, 16 dedicated cores, 128 GB DDR4 ECC, 2x 1.92 TB NVMe"),
            figures("16 cores", "128 GB", "2 x 1.92 TB NVMe")
        );
    }

    #[test]
    fn a_text_without_figures_gives_none_and_guesses_nothing() {
        for text in [
            "",
            "Unlimited traffic for one server",
            "A VPN with 10 devices",
            "10 GB traffic",
            "Version 2.0 of our best plan",
        ] {
            assert_eq!(shown(text), figures("", "", ""), "{text}");
        }
    }

    #[test]
    fn ram_is_counted_in_gigabytes_also_where_the_text_says_megabytes() {
        assert_eq!(read("", "512 MB RAM").ram_gb, Some("0.5".parse().unwrap()));
        assert_eq!(read("", "1,5 GB RAM").ram_gb, Some("1.5".parse().unwrap()));
    }

    #[test]
    fn odd_texts_do_no_harm() {
        for text in [
            "99999999999999999999999999999999999 GB RAM",
            "4 vCPU:",
            "x x 2 x",
            "1.",
            "🙂 GB",
        ] {
            read(text, text);
        }
    }
}
