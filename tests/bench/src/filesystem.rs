//! On what kind of file system a folder lies: in memory there is no disk to
//! wait for, and a figure about waiting would mean nothing.

use std::path::Path;

/// The kind of file system by a list as in `/proc/mounts`.
#[must_use]
pub fn kind_of<'a>(mounts: &'a str, folder: &Path) -> Option<&'a str> {
    mounts
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ');
            let point = words.nth(1)?;
            Some((point, words.next()?))
        })
        .filter(|(point, _)| folder.starts_with(point))
        // The longest wins; of two at one place the later hides the earlier.
        .max_by_key(|(point, _)| point.len())
        .map(|(_, kind)| kind)
}

/// Whether such a file system lives in memory only.
#[must_use]
pub fn is_in_memory(kind: &str) -> bool {
    ["tmpfs", "ramfs"].contains(&kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "/dev/vda / ext4 rw 0 0\n\
                          tmpfs /tmp tmpfs rw 0 0\n\
                          /dev/vdb /srv/data xfs rw 0 0\n";

    #[test]
    fn the_nearest_mount_decides() {
        let kind = |folder| kind_of(MOUNTS, Path::new(folder));
        assert_eq!(kind("/srv/data/target"), Some("xfs"));
        assert_eq!(kind("/srv/database"), Some("ext4"));
        assert_eq!(kind("/tmp/x"), Some("tmpfs"));
        assert_eq!(kind_of("", Path::new("/")), None);
    }

    #[test]
    fn memory_is_no_disk() {
        assert!(is_in_memory("tmpfs"));
        assert!(!is_in_memory("ext4"));
    }
}
