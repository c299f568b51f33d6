//! Tells Tauri where the capabilities live in this layout.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // With a pattern of our own, tauri-build does not watch these folders.
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=src-tauri/permissions");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("src-tauri/capabilities/**/*");
    tauri_build::try_build(attributes)?;
    Ok(())
}
