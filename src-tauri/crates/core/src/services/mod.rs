//! Services: the kept copy of what the account has, and the reseller's own
//! words beside it.
//!
//! ```text
//! sync      reads the whole list, page by page, paced and resumable
//! cursor    where a walk over the list stands
//! reading   one walk at a time, and what the window sees of it
//! one       reads one service
//! facts     from what was read to what is kept
//! family    what kind of thing a service is
//! events    what a change means
//! orders    what services tell about orders
//! list      pages of the kept list
//! row       one service as a row
//! detail    one service with everything known of it
//! timeline  what happened to it
//! own       own words
//! export    services as a file for a spreadsheet
//! ```

mod cursor;
mod detail;
mod events;
mod export;
mod facts;
pub(crate) mod family;
mod list;
pub(crate) mod one;
mod orders;
mod own;
mod reading;
mod row;
pub(crate) mod sync;
mod timeline;

use kh_api::Asker;

use crate::desk::Desk;
use crate::error::CoreError;
use crate::profiles;
use crate::reconciliation;

pub(crate) use detail::{detail, refresh_one};
pub(crate) use export::export;
pub(crate) use list::list;
pub(crate) use own::save as save_own_words;
pub(crate) use reading::Reading;
pub(crate) use row::{row as row_of, stated};

/// Reads the list of the active profile because a person asked for it.
pub(crate) async fn refresh(desk: &Desk) -> Result<(), CoreError> {
    let profile = profiles::active(desk).await?.id;
    sync::run(desk, &profile, Asker::Person).await?;
    reconciliation::after(desk, &profile).await;
    Ok(())
}
