//! A seed decides everything: two runs of it tell the same story.

use kh_simulation::{Seed, World, scenario};

#[test]
fn the_same_seed_tells_the_same_story_to_the_letter() {
    let base = Seed::base_of("the same");
    let tell = || -> Vec<String> {
        let world = World::new();
        let stories = (0..200).map(|n| scenario(&world, Seed::nth(base, n), true));
        stories.flat_map(|outcome| outcome.story).collect()
    };
    let (one, other) = (tell(), tell());
    for (line, again) in one.iter().zip(&other) {
        assert_eq!(line, again);
    }
    assert_eq!(one.len(), other.len());
}
