"""The style sheet of the contact sheet: cards across the screen, three colours, nothing fetched."""

from __future__ import annotations

STYLE = """\
html{font:14px/1.35 Arial,"Liberation Sans",Helvetica,sans-serif;color:#000;background:#fff}
body,p,h1,h2,ul{margin:0}
.bar{position:sticky;top:0;z-index:1;display:flex;justify-content:space-between;gap:1.5rem;\
padding:.6rem 1.4rem;background:#fff;border-bottom:1px solid #b9c2cf}
.mark{color:#b00020;font-weight:bold}
main{padding:1.2rem 1.4rem 3rem}
h1{font-size:1.5rem;margin-bottom:.5rem}
h2{font-size:1.15rem;margin:0 0 .4rem}
main>h2{margin:1.6rem 0 .6rem}
main>p{margin:.2rem 0}
.ready{font-weight:bold}
.ready.green{color:#14632b}
.ready.red{color:#b00020}
section{margin:1rem 0;padding:.7rem 1rem;border-left:5px solid #8a8f98;background:#f6f7f9}
section.stop,section.red{border-color:#b00020;background:#fdeef0}
section.amber{border-color:#c98a00;background:#fff6e0}
section.green{border-color:#1e7f3a;background:#eef8f0}
ul{padding-left:1.2rem}
details{margin:.3rem 0}
summary{cursor:pointer}
.files{color:#3d434b}
table{width:100%;border-collapse:collapse;table-layout:fixed;margin:.3rem 0 .6rem;background:#fff}
th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid #d9dde3;\
overflow-wrap:anywhere;font-weight:normal}
th{color:#5f6670}
th:first-child{width:20%}
th:last-child{width:34%}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:.8rem}
.card{border:1px solid #b9c2cf;border-top:6px solid #8a8f98;padding:.5rem .6rem .6rem;\
display:flex;flex-direction:column;gap:.3rem;overflow-wrap:anywhere;break-inside:avoid}
.card.green{border-top-color:#1e7f3a}
.card.amber{border-top-color:#e0a100}
.card.red{border-top-color:#b00020}
.card img,.none{width:100%;height:12rem;object-fit:contain;background:#eef0f3}
.none{display:flex;align-items:center;justify-content:center;color:#5f6670}
.label{font-size:.8rem;border:1px solid #000;padding:.1rem .3rem;align-self:flex-start}
.label span{display:block}
.line{font-size:.95rem}
.measures,.remark{font-size:.82rem;color:#5f6670}
.verdict{font-weight:bold;margin-top:auto}
.card.green .verdict{color:#14632b}
.card.amber .verdict{color:#7a4b00}
.card.red .verdict{color:#b00020}
.why{font-size:.82rem}
.digest{margin-top:1.6rem;font-size:.75rem;color:#5f6670}
@media print{
html{font-size:8.5pt}
.bar{position:static}
.cards{grid-template-columns:repeat(5,1fr)}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
"""
