//! Tests of buttons that are pressed more than once.

use super::{Button, Presses};

#[tokio::test]
async fn what_it_became_is_found_by_the_next_press() {
    let (presses, button) = (Presses::default(), Button::new());
    let (first, second) = (presses.arrives(), presses.arrives());
    let mut held = button.hold().await;
    assert!(held.became().is_none() && !held.is_over(first));
    held.becomes(7);
    held.answer(&presses);
    let held = button.hold().await;
    assert_eq!(held.became(), Some(&7));
    assert!(held.is_over(second));
}

#[tokio::test]
async fn a_press_that_was_under_way_during_an_answer_is_over_even_if_it_never_waited() {
    let (presses, button) = (Presses::default(), Button::<u8>::new());
    let (_first, impatient) = (presses.arrives(), presses.arrives());
    button.hold().await.answer(&presses);
    assert!(button.hold().await.is_over(impatient));
}

#[tokio::test]
async fn a_press_after_an_answer_is_a_new_one() {
    let (presses, button) = (Presses::default(), Button::<u8>::new());
    let _first = presses.arrives();
    button.hold().await.answer(&presses);
    let knows_the_answer = presses.arrives();
    assert!(!button.hold().await.is_over(knows_the_answer));
}

#[tokio::test]
async fn an_answer_that_nobody_heard_ends_nothing() {
    let (presses, button) = (Presses::default(), Button::<u8>::new());
    let (_gone, second) = (presses.arrives(), presses.arrives());
    drop(button.hold().await);
    assert!(!button.hold().await.is_over(second));
}
