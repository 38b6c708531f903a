//! Writes the Kotlin and Swift that speak to the library, and lays the library where the two packages look for it.
//!
//! `generate-mobile [LIBRARY]`, where LIBRARY is the shared library that was built; without it, the one that stands beside this
//! program. What it writes is in `.gitignore`: the language packages beside it are what people read.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use uniffi::{GenerateOptions, TargetLanguage};

fn main() -> ExitCode {
    let mut words = env::args().skip(1);
    let (named, None) = (words.next(), words.next()) else {
        return failed("usage: generate-mobile [LIBRARY]");
    };
    match named.map_or_else(beside_us, Ok).and_then(|library| generate(&library)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error.to_string()),
    }
}

#[expect(clippy::print_stderr, reason = "a command that talks to the person at the terminal")]
fn failed(why: &str) -> ExitCode {
    eprintln!("{why}");
    ExitCode::FAILURE
}

/// The library that cargo built into the folder that it built us into.
fn beside_us() -> Result<String, Box<dyn Error>> {
    let name = format!("{}safeguarding_mobile{}", env::consts::DLL_PREFIX, env::consts::DLL_SUFFIX);
    let library = env::current_exe()?.with_file_name(name);
    if !library.exists() {
        return Err("the library is not built yet: cargo build --release -p safeguarding-mobile".into());
    }
    Ok(text(&library)?.to_owned())
}

fn generate(library: &str) -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let door = here.parent().ok_or("this package stands in no folder")?;
    let kotlin = door.join("kotlin/library/generated");
    let swift = door.join("swift/Safeguarding/generated");
    for folder in [&kotlin, &swift] {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
    }
    let write = |language, folder: &Path| -> Result<(), Box<dyn Error>> {
        uniffi::generate(GenerateOptions {
            languages: vec![language],
            source: library.into(),
            out_dir: text(folder)?.into(),
            config_override: Some(text(&door.join("bindgen.toml"))?.into()),
            ..GenerateOptions::default()
        })
        .map_err(|error| format!("uniffi: {error:#}").into())
    };
    write(TargetLanguage::Kotlin, &kotlin.join("kotlin"))?;
    write(TargetLanguage::Swift, &swift)?;
    // Swift packages want the header in a module of its own, apart from the Swift that imports it.
    lay(&swift.join("SafeguardingFFI.h"), &swift.join("ffi/SafeguardingFFI.h"))?;
    lay(&swift.join("SafeguardingFFI.modulemap"), &swift.join("ffi/module.modulemap"))?;
    lay(&swift.join("SafeguardingBridge.swift"), &swift.join("bridge/SafeguardingBridge.swift"))?;
    // JNA finds a library in a jar by this folder's name.
    let name = Path::new(library).file_name().ok_or("the library has no file name")?;
    let resources = kotlin.join("resources").join(jna_folder());
    fs::create_dir_all(&resources)?;
    fs::copy(library, resources.join(name))?;
    fs::create_dir_all(swift.join("lib"))?;
    fs::copy(library, swift.join("lib").join(name))?;
    Ok(())
}

/// What JNA calls this system and processor.
fn jna_folder() -> String {
    let system = if env::consts::OS == "macos" { "darwin" } else { env::consts::OS };
    let processor = if env::consts::ARCH == "x86_64" { "x86-64" } else { env::consts::ARCH };
    format!("{system}-{processor}")
}

fn lay(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::rename(from, to)?)
}

fn text(path: &Path) -> Result<&str, Box<dyn Error>> {
    path.to_str().ok_or_else(|| "the folder's name is not UTF-8".into())
}
