//! Our signatures against those of the openssl program, over 1,000 requests
//! drawn from a fixed seed, and against the commands of the provider's shell
//! example. Where openssl is not installed the tests say so and pass.

use std::io::Write;
use std::process::{Command, Stdio};

use super::{Parts, SigningKey, body_hash, sign};

/// A small generator with a fixed seed, so that a failure can be repeated.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    fn text(&mut self, letters: &[u8], length: usize) -> String {
        (0..length)
            .map(|_| char::from(letters[self.below(letters.len())]))
            .collect()
    }
}

struct Request {
    method: &'static str,
    path: String,
    timestamp: i64,
    nonce: String,
    body: Vec<u8>,
}

const BASE64URL: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
const PATH: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789/?&=%+.~_-:@!";

fn draw_request(draw: &mut Draw) -> Request {
    let length = draw.below(200);
    let path = format!("/v1/{}", draw.text(PATH, length));
    let nonce_length = 22 + draw.below(23);
    let body_length = if draw.below(2) == 0 {
        0
    } else {
        draw.below(300)
    };
    Request {
        method: ["GET", "POST", "PUT"][draw.below(3)],
        path,
        timestamp: 1_000_000_000 + i64::try_from(draw.below(4_000_000_000)).unwrap(),
        nonce: draw.text(BASE64URL, nonce_length),
        body: (0..body_length)
            .map(|_| draw.next().to_le_bytes()[0])
            .collect(),
    }
}

fn openssl_is_here() -> bool {
    let found = Command::new("openssl")
        .arg("version")
        .stdout(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !found {
        println!("openssl is not installed: nothing was compared");
    }
    found
}

/// The hex digests of files, one per line, through `openssl dgst -r`.
fn digests(options: &[&str], files: &[std::path::PathBuf]) -> Vec<String> {
    let output = Command::new("openssl")
        .args(["dgst", "-sha256", "-r"])
        .args(options)
        .args(files)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| line.split(' ').next().unwrap().to_owned())
        .collect()
}

#[test]
fn a_thousand_requests_are_signed_as_openssl_signs_them() {
    if !openssl_is_here() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut draw = Draw(0x9E37_79B9_7F4A_7C15);
    let mut compared = 0;
    for round in 0..10 {
        let length = 1 + draw.below(90);
        let secret = format!("s{}", draw.text(BASE64URL, length));
        let key = SigningKey::new(secret.as_bytes()).unwrap();
        let requests: Vec<_> = (0..100).map(|_| draw_request(&mut draw)).collect();

        let bodies: Vec<_> = requests
            .iter()
            .enumerate()
            .map(|(number, request)| {
                let file = folder.path().join(format!("body-{round}-{number}"));
                std::fs::write(&file, &request.body).unwrap();
                file
            })
            .collect();
        let hashes = digests(&[], &bodies);
        let texts: Vec<_> = requests
            .iter()
            .zip(&hashes)
            .enumerate()
            .map(|(number, (request, hash))| {
                let file = folder.path().join(format!("text-{round}-{number}"));
                let text = format!(
                    "{}\n{}\n{}\n{}\n{hash}",
                    request.method, request.path, request.timestamp, request.nonce
                );
                std::fs::write(&file, text).unwrap();
                file
            })
            .collect();
        let signatures = digests(&["-hmac", &secret], &texts);

        for ((request, hash), signature) in requests.iter().zip(&hashes).zip(&signatures) {
            assert_eq!(&body_hash(&request.body), hash.as_bytes());
            let parts = Parts {
                method: request.method,
                path: &request.path,
                timestamp: request.timestamp,
                nonce: &request.nonce,
                body: &request.body,
            };
            assert_eq!(sign(&key, &parts).as_str(), signature);
            compared += 1;
        }
    }
    println!("{compared} signatures equal those of openssl");
    assert_eq!(compared, 1_000);
}

/// The form of the provider's shell example (contract 1.3): printf builds the
/// text without a line end, openssl hashes and signs, awk takes the last word.
#[test]
fn the_shell_example_of_the_overview_page_gives_the_same_bytes() {
    if !openssl_is_here() {
        return;
    }
    let script = r#"
        BODY_HASH=$(printf '%s' "$BODY" | openssl dgst -sha256 | awk '{print $NF}')
        printf '%s\n%s\n%s\n%s\n%s' "$METHOD" "$URI" "$TS" "$NONCE" "$BODY_HASH" \
            | openssl dgst -sha256 -hmac "$KH_SECRET" | awk '{print $NF}'
    "#;
    let secret = "sandboxSECRET0123456789abcdefABCD";
    let body = r#"{"product_id":42,"billing_cycle":"monthly"}"#;
    for (method, path, body) in [("GET", "/v1/me", ""), ("POST", "/v1/orders", body)] {
        let mut shell = Command::new("sh")
            .args(["-s"])
            .env("KH_SECRET", secret)
            .env("METHOD", method)
            .env("URI", path)
            .env("TS", "1767225600")
            .env("NONCE", "00112233445566778899aabbccddeeff")
            .env("BODY", body)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        shell
            .stdin
            .take()
            .unwrap()
            .write_all(script.as_bytes())
            .unwrap();
        let output = shell.wait_with_output().unwrap();
        let signature = sign(
            &SigningKey::new(secret.as_bytes()).unwrap(),
            &Parts {
                method,
                path,
                timestamp: 1_767_225_600,
                nonce: "00112233445566778899aabbccddeeff",
                body: body.as_bytes(),
            },
        );
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(signature.as_str(), said.trim());
    }
}
