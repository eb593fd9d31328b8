//! Paths and URIs of files as text. Nothing here touches a disk.

/// A reference resolved against the path or the URL that it stands in (RFC 3986, section 5.2), without a fragment.
///
/// A path comes out as the file system knows it, percent-decoded; a URL stays encoded.
pub fn join(base: &str, reference: &str) -> String {
    if is_url(reference) {
        return normalized_url(reference);
    }
    if !is_url(base) {
        let reference = percent_decode(reference);
        return match (reference.as_str(), base.rsplit_once('/')) {
            ("", _) => normalized(base),
            (absolute, _) if absolute.starts_with('/') => normalized(absolute),
            (relative, Some((folder, _))) => normalized(&format!("{folder}/{relative}")),
            (relative, None) => normalized(relative),
        };
    }
    let (scheme, rest) = base.split_once(':').unwrap_or(("", base));
    if reference.starts_with("//") {
        return normalized_url(&format!("{scheme}:{reference}"));
    }
    let (authority, path) = split_authority(rest);
    let path = match path.rsplit_once('/') {
        _ if reference.is_empty() => path.to_owned(),
        _ if reference.starts_with('/') => reference.to_owned(),
        Some((folder, _)) => format!("{folder}/{reference}"),
        None if authority.is_empty() => reference.to_owned(),
        None => format!("/{reference}"),
    };
    normalized_url(&format!("{scheme}:{authority}{path}"))
}

/// Whether a text begins with a scheme (RFC 3986, section 3.1). One letter is a drive and not a scheme.
pub fn is_url(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

/// Whether a reference is a path from a root, which may be that of a drive: such a path is another file on each
/// computer.
pub fn is_absolute(reference: &str) -> bool {
    let reference = percent_decode(reference);
    let is_drive =
        |(drive, _): (&str, &str)| drive.len() == 1 && drive.starts_with(|first: char| first.is_ascii_alphabetic());
    reference.starts_with(['/', '\\']) || reference.split_once(':').is_some_and(is_drive)
}

/// Whether a reference is the path of a folder.
pub fn is_folder(reference: &str) -> bool {
    let last = reference.rsplit('/').next().unwrap_or_default();
    !reference.is_empty() && ["", ".", ".."].contains(&last)
}

/// A path without `.` and without `..` that can be resolved (RFC 3986, section 5.2.4).
pub fn normalized(path: &str) -> String {
    let is_absolute = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            // Nothing stands above the root.
            ".." if is_absolute => {}
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    if is_absolute { format!("/{joined}") } else { joined }
}

/// The way from the folder of one file to another file.
pub fn relative(from: &str, to: &str) -> String {
    let (from, to) = (normalized(from), normalized(to));
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    let parts: Vec<&str> = to.split('/').collect();
    let shared = folders.iter().zip(&parts).take_while(|(folder, part)| folder == part).count();
    // Where the way up leads through a folder that has no name here, only the path itself says where the file is.
    if from.starts_with('/') != to.starts_with('/') || folders[shared..].contains(&"..") {
        return to;
    }
    let up = std::iter::repeat_n("..", folders.len() - shared);
    up.chain(parts[shared..].iter().copied()).collect::<Vec<_>>().join("/")
}

/// The name of a file without its folder and its ending.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

fn normalized_url(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once(':') else { return url.to_owned() };
    let (authority, path) = split_authority(rest);
    let scheme = scheme.to_ascii_lowercase();
    if !path.starts_with('/') {
        return format!("{scheme}:{}{path}", authority.to_ascii_lowercase());
    }
    let slash = if path.len() > 1 && path.ends_with('/') { "/" } else { "" };
    format!("{scheme}:{}{}{slash}", authority.to_ascii_lowercase(), normalized(path))
}

/// The authority with its `//`, and the path.
fn split_authority(rest: &str) -> (&str, &str) {
    match rest.strip_prefix("//") {
        Some(after) => rest.split_at(after.find('/').map_or(rest.len(), |slash| slash + 2)),
        None => ("", rest),
    }
}

/// Decodes the percent-encoding of a URI (RFC 3986, section 2.1); what is not well-formed stays as it is.
pub fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        let byte = bytes
            .get(index..index + 3)
            .filter(|triple| triple[0] == b'%' && triple[1..].iter().all(u8::is_ascii_hexdigit))
            .and_then(|triple| std::str::from_utf8(&triple[1..]).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        decoded.push(byte.unwrap_or(bytes[index]));
        index += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}
