//! The first start on a machine that never saw the program.

use kh_e2e::{Desk, Trouble};

#[tokio::test]
async fn the_window_opens_with_words_in_it_and_nothing_goes_wrong() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let window = desk.open(&[]).await?;
    window.picture("first-start").await?;
    window.close().await
}
