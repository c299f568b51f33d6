//! Tells Tauri where the capabilities live in this layout.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // With a pattern of our own, tauri-build does not watch these folders.
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=src-tauri/permissions");
    // The page is embedded, and nothing else notices that it was built anew.
    println!("cargo:rerun-if-changed=ui/dist");
    let attributes = tauri_build::Attributes::new()
        .app_manifest(
            tauri_build::AppManifest::new().permissions_path_pattern("src-tauri/permissions/**/*"),
        )
        .capabilities_path_pattern("src-tauri/capabilities/**/*");
    tauri_build::try_build(attributes)?;
    Ok(())
}
