//! The clipboard of a desk's display, as any other program there has it.

use std::time::Duration;

use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ConnectionExt, CreateWindowAux, EventMask, PropMode, SELECTION_NOTIFY_EVENT,
    SelectionNotifyEvent, SelectionRequestEvent, Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;
use x11rb::{COPY_DEPTH_FROM_PARENT, COPY_FROM_PARENT, CURRENT_TIME, NONE};

use super::clock::{Deadline, PAUSE};
use super::desk::Desk;
use super::trouble::Trouble;

/// How long a program may take to hand over what it copied.
const PATIENCE: Duration = Duration::from_secs(5);

/// A program beside the console that looks at the clipboard, or copies itself.
pub struct Clipboard {
    display: String,
    peer: Peer,
}

struct Peer {
    server: RustConnection,
    window: Window,
    clipboard: Atom,
    text: Atom,
    targets: Atom,
}

impl Clipboard {
    /// The clipboard of this desk.
    ///
    /// # Errors
    /// [`Trouble::Start`] where its display refuses.
    pub fn of(desk: &Desk) -> Result<Self, Trouble> {
        let display = desk.display_name().to_owned();
        let peer = Peer::on(&display)?;
        Ok(Self { display, peer })
    }

    /// The text it holds; none where it holds nothing.
    ///
    /// # Errors
    /// Where whoever copied it does not hand it over.
    pub fn text(&self) -> Result<Option<String>, Trouble> {
        self.peer.text().map_err(refused)?
    }

    /// Copies this, and keeps it until somebody else copies.
    ///
    /// # Errors
    /// [`Trouble::Start`] where the display refuses.
    pub fn put(&self, text: &str) -> Result<(), Trouble> {
        let peer = Peer::on(&self.display)?;
        peer.take().map_err(refused)?;
        let text = text.to_owned();
        // It ends with the display, or when somebody else copies.
        std::thread::spawn(move || peer.hand_out(&text));
        Ok(())
    }
}

impl Peer {
    fn on(display: &str) -> Result<Self, Trouble> {
        let (server, screen) = x11rb::connect(Some(display)).map_err(refused)?;
        Self::with(server, screen).map_err(refused)
    }

    fn with(server: RustConnection, screen: usize) -> Result<Self, Box<dyn std::error::Error>> {
        let window = server.generate_id()?;
        let root = server.setup().roots[screen].root;
        server.create_window(
            COPY_DEPTH_FROM_PARENT,
            window,
            root,
            0,
            0,
            1,
            1,
            0,
            WindowClass::INPUT_OUTPUT,
            COPY_FROM_PARENT,
            &CreateWindowAux::new(),
        )?;
        let atom = |name: &str| -> Result<Atom, Box<dyn std::error::Error>> {
            Ok(server.intern_atom(false, name.as_bytes())?.reply()?.atom)
        };
        let (clipboard, text, targets) =
            (atom("CLIPBOARD")?, atom("UTF8_STRING")?, atom("TARGETS")?);
        Ok(Self {
            server,
            window,
            clipboard,
            text,
            targets,
        })
    }

    fn text(&self) -> Result<Result<Option<String>, Trouble>, Box<dyn std::error::Error>> {
        let owner = self.server.get_selection_owner(self.clipboard)?.reply()?;
        if owner.owner == NONE {
            return Ok(Ok(None));
        }
        self.server.convert_selection(
            self.window,
            self.clipboard,
            self.text,
            self.text,
            CURRENT_TIME,
        )?;
        self.server.flush()?;
        let deadline = Deadline::after(PATIENCE);
        while !deadline.over() {
            match self.server.poll_for_event()? {
                Some(Event::SelectionNotify(told)) if told.property == NONE => return Ok(Ok(None)),
                Some(Event::SelectionNotify(_)) => {
                    let held = self.server.get_property(
                        true,
                        self.window,
                        self.text,
                        AtomEnum::ANY,
                        0,
                        u32::MAX,
                    )?;
                    let text = String::from_utf8(held.reply()?.value)?;
                    return Ok(Ok((!text.is_empty()).then_some(text)));
                }
                Some(_) => {}
                None => std::thread::sleep(PAUSE),
            }
        }
        Ok(Err(Trouble::wrong("the clipboard is not handed over")))
    }

    fn take(&self) -> Result<(), Box<dyn std::error::Error>> {
        self.server
            .set_selection_owner(self.window, self.clipboard, CURRENT_TIME)?
            .check()?;
        Ok(())
    }

    /// Answers whoever asks, until it is somebody else's.
    fn hand_out(&self, text: &str) {
        while let Ok(event) = self.server.wait_for_event() {
            let answered = match event {
                Event::SelectionRequest(asked) => self.answer(&asked, text).is_ok(),
                Event::SelectionClear(_) => false,
                _ => true,
            };
            if !answered {
                return;
            }
        }
    }

    fn answer(
        &self,
        asked: &SelectionRequestEvent,
        text: &str,
    ) -> Result<(), Box<dyn std::error::Error>> {
        let (to, property) = (asked.requestor, asked.property);
        let known = if asked.target == self.targets {
            let all = [self.targets, self.text];
            self.server
                .change_property32(PropMode::REPLACE, to, property, AtomEnum::ATOM, &all)?;
            true
        } else if asked.target == self.text {
            let text = text.as_bytes();
            self.server
                .change_property8(PropMode::REPLACE, to, property, self.text, text)?;
            true
        } else {
            false
        };
        let told = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time: asked.time,
            requestor: to,
            selection: asked.selection,
            target: asked.target,
            property: if known { property } else { NONE },
        };
        self.server
            .send_event(false, to, EventMask::NO_EVENT, told)?;
        self.server.flush()?;
        Ok(())
    }
}

fn refused(error: impl std::fmt::Display) -> Trouble {
    Trouble::start(format!("the clipboard of the display: {error}"))
}
