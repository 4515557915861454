//! How another page hands its words over: by a bookmark with a few lines of script, which run there.

/// The end of this page's address where it is to wait for words.
pub const ADDRESS: &str = "#/hand-over";

/// What the waiting page tells the one that has opened it.
pub const READY: &str = "dateline-ready";

/// The script: what is selected, or else the page without what cannot be seen, goes to the window that it opens, once that
/// says that it waits. Nothing goes to any other.
const SCRIPT: &str = "(()=>{const here=ADDRESS,to=new URL(here).origin,there=open(here+END);\
    if(!there)return alert('Dateline could not be opened: allow this page to open windows.');\
    const heed=(event)=>{if(event.source!==there||event.origin!==to||event.data!==READY)return;\
    removeEventListener('message',heed);\
    const chosen=getSelection();let words;\
    if(chosen.rangeCount&&!chosen.isCollapsed){words=document.createElement('div');words.append(chosen.getRangeAt(0).cloneContents())}\
    else{words=document.documentElement.cloneNode(true);const copies=[words,...words.querySelectorAll('*')];\
    document.querySelectorAll('*').forEach((shown,at)=>{if(!shown.checkVisibility())copies[at].setAttribute('hidden','')})}\
    there.postMessage({html:words.innerHTML},to)};\
    addEventListener('message',heed)})()";

/// The address of a bookmark that hands words over to the page at `address`.
pub fn bookmarklet(address: &str) -> String {
    let quoted = |words: &str| serde_json::to_string(words).unwrap_or_default();
    let script = SCRIPT
        .replacen("ADDRESS", &quoted(address), 1)
        .replacen("END", &quoted(ADDRESS), 1)
        .replacen("READY", &quoted(READY), 1);
    // In an address these would be taken for something else.
    format!("javascript:{}", script.replace('%', "%25").replace('#', "%23").replace('"', "%22"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bookmark_leads_here_and_nowhere_else() {
        let bookmark = bookmarklet("https://news.example/dateline/");
        assert!(bookmark.starts_with("javascript:(()=>{const here=%22https://news.example/dateline/%22"));
        assert!(
            bookmark.contains("open(here+%22%23/hand-over%22)")
                && bookmark.contains("!==%22dateline-ready%22")
        );
        assert_eq!(bookmark.matches("http").count(), 1);
        assert!(!bookmark.contains([' ', '"', '#']) || bookmark.contains("Dateline could not"));
    }
}
