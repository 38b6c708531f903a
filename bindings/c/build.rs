//! Gives the shared library its soname, which programs remember: it changes only when the ABI does.

#[path = "src/abi.rs"]
#[allow(unreachable_pub, reason = "public in the library")]
mod abi;

fn main() {
    println!("cargo:rerun-if-changed=src/abi.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux") {
        println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libsafeguarding.so.{}", abi::ABI_VERSION);
    }
}
