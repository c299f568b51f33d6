//! Prints the window's TypeScript bindings; `cargo xtask bindings` writes or
//! compares them.

#[allow(clippy::print_stdout)] // printing is what this program is for
fn main() {
    print!("{}", kernelhost_console::ipc::typescript());
}
