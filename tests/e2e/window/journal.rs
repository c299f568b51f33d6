//! A journal that cannot be read is put aside, not deleted, and that is said.

use kh_e2e::{Desk, Trouble};

const GARBAGE: &str = "this is no journal; it was one before the disk failed";

#[tokio::test]
async fn a_broken_journal_is_put_aside_and_the_window_says_so() -> Result<(), Trouble> {
    let desk = Desk::new()?;
    let window = desk.open(&["--simulator"]).await?;
    window.find("region", "Simulator").shows().await?;
    window.order("", "").await?;
    window.says("Paid").await?;
    window.crash();

    let folder = desk
        .home()
        .join(".local/share/com.kernelhost.reseller-console");
    let journal = folder.join("journal.db");
    let mut bytes = std::fs::read(&journal)?;
    // The head stays, so it is still known as a journal; what follows is not.
    // What was written last and lies beside it would mend it, so that goes too.
    bytes.truncate(100);
    bytes.extend(GARBAGE.as_bytes().iter().cycle().take(200_000));
    std::fs::write(&journal, &bytes)?;
    std::fs::write(folder.join("journal.db-wal"), GARBAGE)?;

    let window = desk.open(&[]).await?;
    window
        .says("The journal was damaged and a new one was begun.")
        .await?;
    window
        .says("Nothing was deleted. The old file is kept as")
        .await?;
    window.picture("journal-broken").await?;
    window.accessible().await?;
    let kept = std::fs::read_dir(&folder)?
        .filter_map(Result::ok)
        .filter(|entry| entry.path() != journal && entry.path().is_file())
        .any(|entry| std::fs::read(entry.path()).is_ok_and(|found| found == bytes));
    if !kept {
        return Err(Trouble::wrong("the damaged file is nowhere"));
    }
    window.open_simulator().await?;
    window.order("", "").await?;
    window.says("Paid").await?;
    window.close().await
}
