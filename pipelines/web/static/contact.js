// From a card of the contact sheet to its row. The row's id never stands in an address.

for (const card of document.querySelectorAll("[data-row]")) {
  card.addEventListener("click", () => sessionStorage.setItem(`go:${card.getAttribute("href")}`, card.dataset.row));
}
for (const image of document.querySelectorAll(".card img")) {
  image.addEventListener("error", () => image.closest(".picture").classList.add("text-only"));
}
