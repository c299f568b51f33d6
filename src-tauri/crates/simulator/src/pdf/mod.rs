//! Invoices as real PDF files, on as many pages as they need, each plainly
//! marked as simulated (contract 14.4).

mod sheet;
mod winansi;

use jiff::Timestamp;
use rust_decimal::Decimal;

use self::sheet::{BLACK, Face, GREY, HEIGHT, Ink, POINT, Page, Sheets, Style, WIDTH};
use crate::money;
use crate::seed;
use crate::world::{Account, Invoice, InvoiceStatus};

const MARK: &str = "Simulated invoice, not a real document";
const ISSUER: &str = "Sandbox Provider (simulated) · Prüfweg 1 · 00000 Musterstadt";

const LEFT: i32 = 56 * POINT;
const RIGHT: i32 = WIDTH - LEFT;
const LINE: i32 = 15 * POINT;
/// Lines of the table end above this height; the footer is below it.
const LOWEST: i32 = 90 * POINT;
/// Where the amounts of the table begin at the latest.
const AMOUNTS: i32 = 110 * POINT;

/// How wide the word "Amount" is in the bold face at 10 points.
const AMOUNT_HEAD: i32 = 37_770;

const PAPER_MARK: Ink = Ink([94, 94, 95]);
const BANNER: Ink = Ink([100, 95, 80]);
const BANNER_TEXT: Ink = Ink([45, 28, 0]);
const RULE: Ink = Ink([75, 75, 78]);

const BODY: Style = style(Face::Plain, 10, BLACK);
const STRONG: Style = style(Face::Bold, 10, BLACK);
const SMALL: Style = style(Face::Plain, 8, GREY);

const fn style(face: Face, size: i32, ink: Ink) -> Style {
    Style { face, size, ink }
}

/// The invoice as a PDF of one page or more.
pub(crate) fn invoice(invoice: &Invoice, owner: &Account) -> Vec<u8> {
    let mut writing = Writing::begin(invoice);
    writing.letterhead(invoice, owner);
    writing.table(invoice);
    writing.totals(invoice);
    writing.footers(invoice);
    writing
        .sheets
        .into_pdf(&format!("{MARK}: {}", invoice.number))
}

struct Writing {
    sheets: Sheets,
    /// The height at which the next line is written.
    y: i32,
    number: String,
}

impl Writing {
    fn begin(invoice: &Invoice) -> Self {
        let mut writing = Self {
            sheets: Sheets::new(),
            y: 0,
            number: invoice.number.clone(),
        };
        writing.mark_page();
        writing
    }

    fn on_page(&mut self, write: impl FnOnce(&mut Page<'_>, i32)) {
        let y = self.y;
        if let Some(mut page) = self.sheets.last() {
            write(&mut page, y);
        }
    }

    /// The banner and the mark across the paper, under everything else.
    fn mark_page(&mut self) {
        self.y = HEIGHT - 100 * POINT;
        self.on_page(|page, _| {
            let across = style(Face::Bold, 92, PAPER_MARK);
            page.rising(105 * POINT, 150 * POINT, across, "SIMULATED");
            let bottom = HEIGHT - 70 * POINT;
            page.fill(LEFT, bottom, RIGHT - LEFT, 38 * POINT, BANNER);
            let inside = LEFT + 12 * POINT;
            let loud = style(Face::Bold, 12, BANNER_TEXT);
            page.text(inside, bottom + 21 * POINT, loud, MARK);
            let quiet = style(Face::Plain, 8, BANNER_TEXT);
            page.text(
                inside,
                bottom + 9 * POINT,
                quiet,
                "Made by a simulator for trying things out. Nothing is owed, nothing was sold.",
            );
        });
    }

    fn letterhead(&mut self, invoice: &Invoice, owner: &Account) {
        self.on_page(|page, y| page.text(LEFT, y, SMALL, ISSUER));
        self.y -= 26 * POINT;
        let top = self.y;

        let mut address = vec![owner.name.clone()];
        let postal = seed::postal_address(owner.id).into_iter().flatten();
        address.extend(postal.map(str::to_owned));
        address.push(owner.email.clone());
        for line in &address {
            self.on_page(|page, y| page.text(LEFT, y, BODY, line));
            self.y -= LINE;
        }
        let below_address = self.y;

        self.y = top;
        for (label, value) in facts(invoice) {
            self.on_page(|page, y| {
                page.text(355 * POINT, y, style(Face::Plain, 10, GREY), label);
                page.text_to(RIGHT, y, BODY, &value);
            });
            self.y -= LINE;
        }

        self.y = self.y.min(below_address) - 30 * POINT;
        let heading = style(Face::Bold, 18, BLACK);
        let title = format!("Invoice {}", invoice.number);
        self.on_page(|page, y| page.text(LEFT, y, heading, &title));
        self.y -= 32 * POINT;
    }

    fn table(&mut self, invoice: &Invoice) {
        self.table_head();
        let room = RIGHT - LEFT - AMOUNTS;
        for line in &invoice.lines {
            let texts = winansi::wrap(&line.text, BODY.size, room);
            let lines = i32::try_from(texts.len()).unwrap_or(i32::MAX);
            // A short text stays together; a long one runs on over the next page.
            self.make_room(lines.min(5).saturating_mul(LINE));
            let amount = shown(line.amount, &invoice.currency);
            self.on_page(|page, y| page.text_to(RIGHT, y, BODY, &amount));
            for text in texts {
                self.make_room(LINE);
                self.on_page(|page, y| page.text(LEFT, y, BODY, &text));
                self.y -= LINE;
            }
            self.y -= 3 * POINT;
        }
    }

    fn table_head(&mut self) {
        self.on_page(|page, y| {
            page.text(LEFT, y, STRONG, "Description");
            page.text(RIGHT - AMOUNT_HEAD, y, STRONG, "Amount");
            page.rule(LEFT, RIGHT, y - 6 * POINT, RULE);
        });
        self.y -= 22 * POINT;
    }

    fn totals(&mut self, invoice: &Invoice) {
        let paid_otherwise = invoice.total - invoice.credit - invoice.balance;
        let mut rows = vec![
            (BODY, "Net", invoice.subtotal),
            (BODY, "Tax 19 %", invoice.tax),
            (STRONG, "Total", invoice.total),
            (BODY, "Paid from credit", invoice.credit),
        ];
        if invoice.status == InvoiceStatus::Paid && paid_otherwise > Decimal::ZERO {
            rows.push((BODY, "Paid by card", paid_otherwise));
        }
        rows.push((STRONG, "Still open", invoice.balance));

        // The sums stay together.
        let lines = i32::try_from(rows.len()).unwrap_or(i32::MAX);
        self.make_room(lines.saturating_mul(LINE) + 10 * POINT);
        self.on_page(|page, y| page.rule(LEFT, RIGHT, y + 8 * POINT, RULE));
        self.y -= 8 * POINT;
        for (style, label, amount) in rows {
            let amount = shown(amount, &invoice.currency);
            self.on_page(|page, y| {
                page.text(355 * POINT, y, style, label);
                page.text_to(RIGHT, y, style, &amount);
            });
            self.y -= LINE;
        }
    }

    fn make_room(&mut self, height: i32) {
        let fresh = HEIGHT - 140 * POINT;
        if self.y - height >= LOWEST || self.y >= fresh {
            return;
        }
        self.sheets.turn();
        self.mark_page();
        let title = format!("Invoice {}, continued", self.number);
        self.on_page(|page, y| page.text(LEFT, y, STRONG, &title));
        self.y -= 28 * POINT;
        self.table_head();
    }

    fn footers(&mut self, invoice: &Invoice) {
        let count = self.sheets.count();
        for number in 0..count {
            if let Some(mut page) = self.sheets.page(number) {
                let y = 48 * POINT;
                page.rule(LEFT, RIGHT, y + 14 * POINT, RULE);
                page.text(LEFT, y, SMALL, &format!("{MARK}. {}", invoice.number));
                let place = format!("Page {} of {count}", number + 1);
                page.text_to(RIGHT, y, SMALL, &place);
            }
        }
    }
}

fn facts(invoice: &Invoice) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        ("Invoice", invoice.number.clone()),
        ("Order", invoice.order_id.to_string()),
        ("Customer", invoice.account_id.to_string()),
        ("Date", day(invoice.date)),
        ("Due", day(invoice.due_date)),
    ];
    let state = match (invoice.status, invoice.paid_at) {
        (InvoiceStatus::Paid, Some(at)) => format!("paid on {}", day(at)),
        (InvoiceStatus::Paid | InvoiceStatus::Unpaid | InvoiceStatus::Cancelled, _) => {
            invoice.status.as_str().to_owned()
        }
    };
    facts.push(("State", state));
    facts
}

fn day(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d").to_string()
}

fn shown(amount: Decimal, currency: &str) -> String {
    let sign = if currency == "EUR" { "€" } else { currency };
    format!("{} {sign}", money::text(amount))
}

#[cfg(test)]
mod tests;
