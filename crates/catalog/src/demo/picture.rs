//! Pictures of the demo's goods, drawn: no photograph is needed, and none is anybody's.

use kernel::{Error, Result};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// Width and height.
const SIDE_PX: u32 = 900;

/// A colour that goods come in.
pub(super) struct Colour {
    pub(super) name: &'static str,
    pub(super) code: &'static str,
    base: &'static str,
    dark: &'static str,
    light: &'static str,
}

const fn colour(
    name: &'static str,
    code: &'static str,
    base: &'static str,
    dark: &'static str,
    light: &'static str,
) -> Colour {
    Colour { name, code, base, dark, light }
}

/// All of them.
pub(super) const COLOURS: [Colour; 8] = [
    colour("Fjord blue", "BLU", "#2f6f9f", "#1d4a6d", "#6fa8cf"),
    colour("Moss", "MOS", "#5f7f4f", "#3d5633", "#93b182"),
    colour("Ember", "EMB", "#d4572b", "#97391a", "#ef8b62"),
    colour("Slate", "SLA", "#59636e", "#39414a", "#8b96a1"),
    colour("Sun", "SUN", "#e0a42b", "#a87413", "#f3c968"),
    colour("Berry", "BER", "#96355f", "#662040", "#c56a92"),
    colour("Ice", "ICE", "#7fb8bd", "#4d858b", "#b4dcdf"),
    colour("Night", "NIG", "#2b3350", "#181d31", "#596389"),
];

/// Grounds to stand on, from the top to the bottom.
const GROUNDS: [(&str, &str); 4] =
    [("#f4efe6", "#e4dac8"), ("#eaf1f4", "#d2e0e7"), ("#eef2e8", "#d9e2cc"), ("#f5ece9", "#e8d7d0")];

/// The goods of this shape in this colour as a PNG.
pub(super) fn draw(shape: &str, colour: &Colour, ground: usize) -> Result<Vec<u8>> {
    let (top, bottom) = GROUNDS.get(ground % GROUNDS.len()).copied().unwrap_or(("#ffffff", "#eeeeee"));
    let svg = FRAME
        .replace("{shape}", shape)
        .replace("{top}", top)
        .replace("{bottom}", bottom)
        .replace("{c}", colour.base)
        .replace("{d}", colour.dark)
        .replace("{l}", colour.light);
    let tree = Tree::from_str(&svg, &Options::default()).map_err(Error::internal)?;
    let mut pixels = Pixmap::new(SIDE_PX, SIDE_PX).ok_or_else(|| Error::internal("no room for a picture"))?;
    resvg::render(&tree, Transform::from_scale(1.5, 1.5), &mut pixels.as_mut());
    pixels.encode_png().map_err(Error::internal)
}

const FRAME: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" width="480" height="480">
<defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="{top}"/><stop offset="1" stop-color="{bottom}"/></linearGradient>
<linearGradient id="m" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="{l}"/><stop offset=".35" stop-color="{c}"/><stop offset="1" stop-color="{d}"/></linearGradient>
<radialGradient id="s"><stop offset="0" stop-color="#000" stop-opacity=".28"/><stop offset="1" stop-color="#000" stop-opacity="0"/></radialGradient></defs>
<rect width="600" height="600" fill="url(#g)"/><ellipse cx="300" cy="528" rx="190" ry="26" fill="url(#s)"/>{shape}</svg>"##;

pub(super) const JACKET: &str = r##"<path d="M215 128 L150 160 Q112 182 100 250 L76 420 L142 440 L170 300 L166 520 L434 520 L430 300 L458 440 L524 420 L500 250 Q488 182 450 160 L385 128 Q300 176 215 128Z" fill="url(#m)"/>
<path d="M215 128 Q222 84 300 84 Q378 84 385 128 Q352 178 300 178 Q248 178 215 128Z" fill="{d}"/><path d="M240 122 Q300 158 360 122 Q344 104 300 104 Q256 104 240 122Z" fill="#1b1f27" opacity=".55"/>
<path d="M300 178 V520" stroke="{d}" stroke-width="6"/><path d="M300 190 V500" stroke="#fff" stroke-opacity=".5" stroke-width="2" stroke-dasharray="5 4"/>
<path d="M170 300 Q236 322 300 300 Q364 322 430 300" stroke="{d}" stroke-width="4" fill="none" opacity=".6"/><path d="M204 402 L262 430 M396 402 L338 430" stroke="{d}" stroke-width="7" stroke-linecap="round"/>
<path d="M170 500 H430" stroke="{d}" stroke-width="10" opacity=".5"/><rect x="352" y="232" width="38" height="12" rx="3" fill="#fff" opacity=".8"/>"##;
pub(super) const PUFFER: &str = r##"<path d="M215 130 L152 160 Q110 182 98 250 L74 416 L144 438 L168 310 L164 516 L436 516 L432 310 L456 438 L526 416 L502 250 Q490 182 448 160 L385 130 Q300 174 215 130Z" fill="url(#m)"/>
<g fill="none" stroke="{d}" stroke-width="5" opacity=".7"><path d="M160 212 Q300 246 440 212"/><path d="M168 272 Q300 304 432 272"/><path d="M167 332 Q300 362 433 332"/><path d="M166 392 Q300 420 434 392"/><path d="M165 452 Q300 478 435 452"/><path d="M100 262 L158 282 M90 322 L150 342 M82 378 L146 398 M500 262 L442 282 M510 322 L450 342 M518 378 L454 398"/></g>
<path d="M218 130 Q230 94 300 94 Q370 94 382 130 Q346 166 300 166 Q254 166 218 130Z" fill="{d}"/><path d="M300 166 V516" stroke="#fff" stroke-opacity=".55" stroke-width="5"/>"##;
pub(super) const SHIRT: &str = r##"<path d="M222 122 L142 152 L74 262 L138 308 L176 256 L172 508 L428 508 L424 256 L462 308 L526 262 L458 152 L378 122 Q300 186 222 122Z" fill="url(#m)"/>
<path d="M222 122 Q300 210 378 122 Q364 114 356 114 Q300 172 244 114 Q236 114 222 122Z" fill="{d}"/><path d="M176 256 L186 214 M424 256 L414 214" stroke="{d}" stroke-width="4" opacity=".6"/><path d="M172 486 H428" stroke="{d}" stroke-width="4" opacity=".5"/>
<path d="M246 330 L286 262 L306 298 L320 276 L354 330Z" fill="#fff" opacity=".75"/>"##;
pub(super) const TROUSERS: &str = r##"<path d="M196 92 H404 L432 520 H326 L302 262 L276 520 H168Z" fill="url(#m)"/><path d="M196 92 H404 L406 126 H194Z" fill="{d}"/><path d="M302 126 V262" stroke="{d}" stroke-width="5"/>
<path d="M204 138 Q232 182 214 214 M396 138 Q368 182 386 214" stroke="{d}" stroke-width="6" fill="none"/><rect x="348" y="292" width="56" height="72" rx="6" fill="{d}" opacity=".55"/><path d="M348 310 H404" stroke="{l}" stroke-width="3"/><path d="M186 330 L282 330" stroke="{d}" stroke-width="3" opacity=".5"/>
<rect x="286" y="100" width="32" height="18" rx="4" fill="#d9d4c8"/>"##;
pub(super) const BOOT: &str = r##"<path d="M190 112 H336 L350 300 Q368 344 456 372 Q508 390 510 446 H178 Q166 300 190 112Z" fill="url(#m)"/><path d="M170 446 H514 Q520 500 494 504 H190 Q166 500 170 446Z" fill="#2a2724"/><path d="M178 470 H512" stroke="#5c554e" stroke-width="6" stroke-dasharray="24 10"/>
<path d="M186 112 H340 L342 150 H182Z" fill="{d}"/><g stroke="#f3e9d6" stroke-width="8" stroke-linecap="round"><path d="M296 176 L356 188 M298 216 L360 232 M302 256 L366 276 M312 296 L384 320 M336 330 L412 352"/></g><path d="M178 396 Q250 380 300 446" stroke="{d}" stroke-width="5" fill="none"/><path d="M440 372 Q460 410 452 446" stroke="{d}" stroke-width="5" fill="none"/>"##;
pub(super) const BACKPACK: &str = r##"<path d="M176 220 Q176 100 300 100 Q424 100 424 220 L440 470 Q440 520 392 520 H208 Q160 520 160 470Z" fill="url(#m)"/><path d="M262 102 Q262 62 300 62 Q338 62 338 102" fill="none" stroke="{d}" stroke-width="12"/>
<path d="M182 214 Q190 126 300 126 Q410 126 418 214 Q300 262 182 214Z" fill="{d}"/><rect x="206" y="320" width="188" height="150" rx="22" fill="{d}" opacity=".75"/><path d="M220 356 H380" stroke="{l}" stroke-width="6"/><path d="M252 232 V310 M348 232 V310" stroke="#2a2724" stroke-width="12"/><rect x="242" y="262" width="20" height="22" rx="4" fill="#d9d4c8"/><rect x="338" y="262" width="20" height="22" rx="4" fill="#d9d4c8"/>
<path d="M160 330 Q130 360 146 470 L162 474 M440 330 Q470 360 454 470 L438 474" fill="{d}"/><rect x="280" y="400" width="40" height="26" rx="4" fill="#fff" opacity=".7"/>"##;
pub(super) const TENT: &str = r##"<path d="M300 150 L60 500 H540Z" fill="url(#m)"/><path d="M300 150 L540 500 H430Z" fill="{d}"/><path d="M300 180 L216 500 H372Z" fill="#231f1c" opacity=".82"/><path d="M300 180 Q250 320 216 500 L262 500 Q272 340 300 180Z" fill="{l}"/><path d="M300 130 V160" stroke="#8a6b42" stroke-width="8"/>
<path d="M150 370 L20 520 M450 370 L580 520" stroke="#6b6459" stroke-width="3"/><path d="M14 516 L26 530 M586 516 L574 530" stroke="#3a352f" stroke-width="6"/><path d="M60 500 H540" stroke="{d}" stroke-width="8"/>"##;
pub(super) const BAG: &str = r##"<path d="M214 110 Q300 60 386 110 Q420 190 414 320 Q408 460 366 520 H234 Q192 460 186 320 Q180 190 214 110Z" fill="url(#m)"/><path d="M236 140 Q300 92 364 140 Q376 214 300 228 Q224 214 236 140Z" fill="#231f1c" opacity=".7"/><path d="M252 150 Q300 116 348 150 Q350 200 300 206 Q250 200 252 150Z" fill="{l}"/>
<g stroke="{d}" stroke-width="5" fill="none" opacity=".65"><path d="M188 270 Q300 300 412 270 M188 330 Q300 360 412 330 M194 390 Q300 420 406 390 M208 450 Q300 478 392 450"/></g><path d="M348 222 Q366 360 340 516" stroke="#fff" stroke-opacity=".6" stroke-width="4" fill="none"/>"##;
pub(super) const MAT: &str = r##"<rect x="96" y="236" width="408" height="190" rx="24" fill="url(#m)"/><g stroke="{d}" stroke-width="5" opacity=".6"><path d="M150 240 V422 M204 240 V422 M258 240 V422 M312 240 V422 M366 240 V422"/></g><circle cx="440" cy="331" r="95" fill="{d}"/><g fill="none" stroke="{l}" stroke-width="8"><circle cx="440" cy="331" r="72"/><circle cx="440" cy="331" r="46"/><circle cx="440" cy="331" r="20"/></g><path d="M176 226 V436 M330 226 V436" stroke="#2a2724" stroke-width="16"/>"##;
pub(super) const BOTTLE: &str = r##"<path d="M232 190 Q232 168 252 160 V128 H348 V160 Q368 168 368 190 V486 Q368 520 334 520 H266 Q232 520 232 486Z" fill="url(#m)"/><rect x="244" y="82" width="112" height="54" rx="10" fill="#2a2724"/><path d="M284 82 Q284 56 300 56 Q316 56 316 82" fill="none" stroke="#2a2724" stroke-width="10"/><path d="M252 200 V480" stroke="#fff" stroke-opacity=".4" stroke-width="14" stroke-linecap="round"/><path d="M268 356 L300 292 L316 322 L326 306 L344 356Z" fill="#fff" opacity=".8"/><path d="M232 430 H368" stroke="{d}" stroke-width="6"/>"##;
pub(super) const LAMP: &str = r##"<path d="M120 300 Q300 170 480 300 L470 346 Q300 226 130 346Z" fill="url(#m)"/><path d="M130 330 Q300 420 470 330" fill="none" stroke="{d}" stroke-width="20"/><rect x="222" y="212" width="156" height="124" rx="34" fill="#2a2724"/><circle cx="300" cy="274" r="42" fill="#fdf3c7"/><circle cx="300" cy="274" r="26" fill="#fff"/><path d="M300 346 L180 520 H420Z" fill="#fdf3c7" opacity=".45"/><circle cx="352" cy="236" r="8" fill="{c}"/>"##;
pub(super) const STOVE: &str = r##"<path d="M206 330 H394 L380 512 Q300 530 220 512Z" fill="url(#m)"/><rect x="262" y="280" width="76" height="56" fill="#8d8f92"/><path d="M196 258 H404 L380 286 H220Z" fill="#54585d"/><path d="M206 258 L176 208 M394 258 L424 208 M300 258 V206" stroke="#3a3d41" stroke-width="12" stroke-linecap="round"/><path d="M262 250 Q248 206 280 176 Q282 208 300 150 Q334 196 338 250Z" fill="#ef8b3b"/><path d="M282 250 Q280 222 302 198 Q322 226 318 250Z" fill="#fbd66b"/><rect x="338" y="296" width="92" height="16" rx="8" fill="#3a3d41"/><rect x="242" y="390" width="116" height="64" rx="8" fill="#fff" opacity=".8"/>"##;
pub(super) const POLES: &str = r##"<g stroke-linecap="round"><path d="M210 90 L178 512" stroke="#8d8f92" stroke-width="12"/><path d="M390 90 L422 512" stroke="#8d8f92" stroke-width="12"/><path d="M205 160 L192 330" stroke="{c}" stroke-width="20"/><path d="M395 160 L408 330" stroke="{c}" stroke-width="20"/><path d="M212 74 L205 160" stroke="#2a2724" stroke-width="34"/><path d="M388 74 L395 160" stroke="#2a2724" stroke-width="34"/></g><ellipse cx="182" cy="468" rx="42" ry="12" fill="{d}"/><ellipse cx="418" cy="468" rx="42" ry="12" fill="{d}"/><path d="M206 108 Q250 130 226 200 M394 108 Q350 130 374 200" stroke="{d}" stroke-width="8" fill="none"/>"##;
pub(super) const BEANIE: &str = r##"<circle cx="300" cy="124" r="46" fill="{l}"/><path d="M128 396 Q120 150 300 150 Q480 150 472 396Z" fill="url(#m)"/><g stroke="{d}" stroke-width="5" opacity=".55" fill="none"><path d="M180 392 Q186 220 262 156 M240 392 Q244 240 286 152 M300 392 V152 M360 392 Q356 240 314 152 M420 392 Q414 220 338 156"/></g><rect x="112" y="376" width="376" height="104" rx="26" fill="{d}"/><rect x="322" y="404" width="84" height="46" rx="6" fill="#f3e9d6"/><path d="M340 440 L358 414 L366 428 L372 420 L386 440Z" fill="{d}"/>"##;
pub(super) const GLOVE: &str = r#"<path d="M212 520 V372 L142 300 Q120 268 150 252 Q172 244 196 268 L222 296 L206 158 Q206 126 232 126 Q256 126 260 156 L272 262 L276 112 Q278 82 302 82 Q328 82 328 112 L330 262 L346 134 Q352 108 374 110 Q398 114 396 142 L384 280 L408 196 Q418 172 438 180 Q458 190 450 216 L404 400 V520Z" fill="url(#m)"/><path d="M204 448 H412 V524 H204Z" fill="{d}"/><path d="M204 470 H412" stroke="{l}" stroke-width="5"/><path d="M250 330 Q310 300 372 330" stroke="{d}" stroke-width="6" fill="none" opacity=".7"/>"#;
pub(super) const SOCK: &str = r#"<path d="M220 90 H360 L372 320 Q384 366 452 408 Q500 440 470 484 Q444 516 380 500 L250 444 Q212 424 214 372Z" fill="url(#m)"/><path d="M218 90 H362 L364 134 H218Z" fill="{d}"/><path d="M218 166 H366 M217 196 H367" stroke="{l}" stroke-width="10"/><path d="M424 394 Q478 424 484 452 Q484 508 400 505 Q388 452 424 394Z" fill="{d}"/><path d="M216 360 Q262 376 270 450 Q214 436 214 372Z" fill="{d}"/>"#;
