//! What is no article: told clearly, and never taken for a part of the page.

use thirtyfour::Key;
use thirtyfour::prelude::*;

use crate::common::sample::ARTICLE;
use crate::page::Page;

const MARKUP: &str =
    "<script>window.pwned = true</script><img src=x onerror=\"window.pwned = true\"><b>Bold</b>";

pub async fn markup_is_text(page: Page) -> WebDriverResult<()> {
    // As source, among the words of an article.
    page.paste_article(&ARTICLE.replace("said two officers", &format!("said {MARKUP} two officers"))).await?;
    assert!(page.article().await?.contains(MARKUP));
    // As a person would type it.
    let before = page.readings().await?;
    page.type_after("medical supplies", " <img src=x onerror=pwned=1>").await?;
    page.read_after(before).await?;
    assert!(page.article().await?.contains("medical supplies <img src=x onerror=pwned=1> to Mandera"));
    // And as rich text: what a web page puts on the clipboard comes in as plain words.
    page.copy_markup_elsewhere(&format!("<h1 style='color: red'>Kenya and Somalia <a href='https://example.invalid/'>hold talks</a></h1><p>{MARKUP} said on Monday.</p>")).await?;
    page.press("#article", Key::Control + "a").await?;
    let before = page.readings().await?;
    page.press("#article", Key::Control + "v").await?;
    page.read_after(before).await?;
    let article = page.article().await?;
    assert!(article.contains("Kenya and Somalia hold talks") && article.contains("Bold"), "{article}");
    let elements = page
        .value("document.querySelectorAll('#article :is(img, script, b, a, h1, [style])').length")
        .await?;
    assert_eq!(elements, 0);
    assert_eq!(page.value("window.pwned === undefined").await?, true);
    Ok(())
}

pub async fn what_cannot_be_read_is_told(page: Page) -> WebDriverResult<()> {
    let french = "Le gouvernement a annoncé mardi la fermeture de la frontière après une attaque contre un convoi de la police. \
        « Nous ne rouvrirons pas le passage tant que la situation ne sera pas sûre », a déclaré le porte-parole du ministère. \
        Deux policiers ont été tués dans l’embuscade, selon les autorités, et plusieurs autres ont été blessés.";
    page.copy_elsewhere(french).await?;
    page.press("#article", Key::Control + "v").await?;
    page.until("it refuses", "document.body.dataset.state === 'refused'").await?;
    assert!(page.status().await?.contains("French"), "{}", page.status().await?);
    assert!(page.painted("actor").await?.is_empty());
    // A better text is read without further ado.
    page.paste_article(ARTICLE).await?;
    // And none at all is no fault.
    page.press("#article", Key::Control + "a").await?;
    page.press("#article", Key::Delete).await?;
    page.until("it is empty", "document.body.dataset.state === 'empty'").await?;
    assert!(page.painted("actor").await?.is_empty());
    assert!(page.texts("#quotes li[data-id], #events li[data-id]").await?.is_empty());
    Ok(())
}

pub async fn too_much_is_refused_with_the_limit(page: Page) -> WebDriverResult<()> {
    let file = page.downloads.join("long.txt");
    std::fs::write(&file, ARTICLE.repeat(1_100_000 / ARTICLE.len() + 1)).expect("the file can be written");
    page.press("#open-file", file.to_string_lossy().as_ref()).await?;
    page.until("it refuses", "document.body.dataset.state === 'refused'").await?;
    let digits: String = page.status().await?.chars().filter(char::is_ascii_digit).collect();
    assert!(digits.contains("1000000"), "{}", page.status().await?);
    Ok(())
}
