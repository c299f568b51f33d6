//! Pages of A4 with text, lines and boxes on them. Lengths are thousandths of a
//! point, counted from the lower left corner, so that layout is whole numbers.

use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use super::winansi::{encode, width};

/// One point.
pub(super) const POINT: i32 = 1_000;
/// The width of a page.
pub(super) const WIDTH: i32 = 595 * POINT;
/// The height of a page.
pub(super) const HEIGHT: i32 = 842 * POINT;

/// The two faces in use.
#[derive(Debug, Clone, Copy)]
pub(super) enum Face {
    Plain,
    Bold,
}

impl Face {
    fn name(self) -> Name<'static> {
        match self {
            Self::Plain => Name(b"F1"),
            Self::Bold => Name(b"F2"),
        }
    }
}

/// A colour in hundredths of red, green and blue.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink(pub(super) [i32; 3]);

pub(super) const BLACK: Ink = Ink([10, 10, 12]);
pub(super) const GREY: Ink = Ink([42, 42, 46]);

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) face: Face,
    /// In points.
    pub(super) size: i32,
    pub(super) ink: Ink,
}

/// Pages in the making.
pub(super) struct Sheets {
    pages: Vec<Content>,
}

impl Sheets {
    /// One empty page.
    pub(super) fn new() -> Self {
        Self {
            pages: vec![Content::new()],
        }
    }

    /// Starts another page.
    pub(super) fn turn(&mut self) {
        self.pages.push(Content::new());
    }

    /// How many pages there are.
    pub(super) fn count(&self) -> usize {
        self.pages.len()
    }

    /// The page with this number, from 0.
    pub(super) fn page(&mut self, number: usize) -> Option<Page<'_>> {
        self.pages.get_mut(number).map(Page)
    }

    /// The page that was begun last.
    pub(super) fn last(&mut self) -> Option<Page<'_>> {
        self.pages.last_mut().map(Page)
    }

    /// The document as bytes.
    pub(super) fn into_pdf(self, title: &str) -> Vec<u8> {
        let mut pdf = Pdf::new();
        let mut numbers = (1..).map(Ref::new);
        let mut next = || numbers.next().unwrap_or(Ref::new(i32::MAX));
        let (catalog, tree, info, plain, bold) = (next(), next(), next(), next(), next());
        let leaves: Vec<(Ref, Ref, Content)> = self
            .pages
            .into_iter()
            .map(|content| (next(), next(), content))
            .collect();

        pdf.catalog(catalog).pages(tree);
        pdf.pages(tree)
            .kids(leaves.iter().map(|(page, _, _)| *page))
            .count(i32::try_from(leaves.len()).unwrap_or(i32::MAX));
        pdf.document_info(info)
            .title(TextStr(title))
            .producer(TextStr("KernelHost Reseller Console, simulator"));
        for (font, face) in [(plain, "Helvetica"), (bold, "Helvetica-Bold")] {
            pdf.type1_font(font)
                .base_font(Name(face.as_bytes()))
                .encoding_predefined(Name(b"WinAnsiEncoding"));
        }
        for (page, stream, content) in leaves {
            let mut leaf = pdf.page(page);
            leaf.media_box(Rect::new(0.0, 0.0, points(WIDTH), points(HEIGHT)))
                .parent(tree)
                .contents(stream);
            leaf.resources()
                .fonts()
                .pair(Face::Plain.name(), plain)
                .pair(Face::Bold.name(), bold);
            leaf.finish();
            pdf.stream(stream, &content.finish());
        }
        pdf.finish()
    }
}

/// One page to write on.
pub(super) struct Page<'a>(&'a mut Content);

impl Page<'_> {
    /// Text that begins at `x`.
    pub(super) fn text(&mut self, x: i32, y: i32, style: Style, text: &str) {
        let upright = [1.0, 0.0, 0.0, 1.0, points(x), points(y)];
        self.put(upright, style, text);
    }

    /// Text that ends at `x`. Only for amounts where the face is bold, see
    /// [`width`].
    pub(super) fn text_to(&mut self, x: i32, y: i32, style: Style, text: &str) {
        self.text(x - width(text, style.size), y, style, text);
    }

    /// Text that rises at 45 degrees from `x`, `y`.
    pub(super) fn rising(&mut self, x: i32, y: i32, style: Style, text: &str) {
        let (side, back) = (points(707), points(-707));
        self.put([side, side, back, side, points(x), points(y)], style, text);
    }

    /// A horizontal line.
    pub(super) fn rule(&mut self, from: i32, to: i32, y: i32, ink: Ink) {
        let [red, green, blue] = ink.0.map(hundredths);
        self.0
            .set_stroke_rgb(red, green, blue)
            .set_line_width(points(600))
            .move_to(points(from), points(y))
            .line_to(points(to), points(y))
            .stroke();
    }

    /// A filled box with its lower left corner at `x`, `y`.
    pub(super) fn fill(&mut self, x: i32, y: i32, wide: i32, high: i32, ink: Ink) {
        let [red, green, blue] = ink.0.map(hundredths);
        self.0
            .set_fill_rgb(red, green, blue)
            .rect(points(x), points(y), points(wide), points(high))
            .fill_nonzero();
    }

    fn put(&mut self, matrix: [f32; 6], style: Style, text: &str) {
        let [red, green, blue] = style.ink.0.map(hundredths);
        self.0
            .begin_text()
            .set_fill_rgb(red, green, blue)
            .set_font(style.face.name(), points(style.size * POINT))
            .set_text_matrix(matrix)
            .show(Str(&encode(text)))
            .end_text();
    }
}

/// The PDF writer wants floating point; this is where layout turns into it.
#[allow(clippy::float_arithmetic, clippy::cast_precision_loss)]
fn points(thousandths: i32) -> f32 {
    thousandths as f32 / 1_000.0
}

fn hundredths(part: i32) -> f32 {
    points(part * 10)
}
