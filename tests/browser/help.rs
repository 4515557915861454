//! What the page says of itself to who opens it first, and how it looks to whom.

use thirtyfour::Key;
use thirtyfour::prelude::*;

use crate::accessibility::axe_finds_nothing;
use crate::page::Page;

pub async fn an_empty_page_says_what_to_do(page: Page) -> WebDriverResult<()> {
    assert_eq!(page.texts("#welcome .steps li").await?.len(), 3);
    assert_eq!(page.texts("#welcome mark").await?.len(), 6, "an example stands beside it");
    page.click("#try").await?;
    page.read_after(0).await?;
    assert_eq!(page.texts("#welcome").await?, Vec::<String>::new());
    // How often it errs, by what was measured.
    page.click("#open-about").await?;
    page.until("it is open", "document.querySelector('#about[open] tbody tr')").await?;
    let quotes = page.texts("#about tbody tr").await?.into_iter().find(|row| row.starts_with("Quotes "));
    let quotes = quotes.expect("quotes are measured");
    let shares: Vec<u32> = quotes.split(' ').filter_map(|word| word.parse().ok()).collect();
    assert!(shares.len() == 2 && shares.iter().all(|share| (50..=100).contains(share)), "{quotes}");
    page.click("#close-about").await?;
    // The keys, behind one of them.
    page.driver.find(By::Css("#tab-events")).await?.focus().await?;
    page.driver.action_chain().send_keys("?").perform().await?;
    page.until("the keys are told", "document.querySelector('#keys[open] dl').checkVisibility()").await?;
    axe_finds_nothing(&page, "with the keys").await?;
    page.driver.active_element().await?.send_keys(Key::Escape).await?;
    page.until("they are gone", "!document.querySelector('#keys[open]')").await
}

pub async fn colours_are_the_persons_choice(page: Page) -> WebDriverResult<()> {
    const PAPER: &str = "getComputedStyle(document.body).backgroundColor";
    let light = page.value(PAPER).await?;
    page.fill("#colours", "dark").await?;
    page.until("it is dark", &format!("{PAPER} !== {light}")).await?;
    page.open().await?;
    page.until("it stays dark", &format!("{PAPER} !== {light}")).await?;
    assert_eq!(page.value("document.querySelector('#colours').value").await?, "dark");
    page.fill("#colours", "").await?;
    page.until("it is as the system is", &format!("{PAPER} === {light}")).await?;
    assert_eq!(page.value("localStorage.length").await?, 0, "nothing is left of it");
    Ok(())
}
