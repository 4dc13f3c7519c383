"""Makes the files of this folder: python3 make.py PHOTOGRAPH.jpg

Needs Pillow (made with 9.4.0). For each image NAME there is NAME.rgb: width and height, then the bytes
[row][column][channel] that Image.open(NAME).convert("RGB") gives, after ImageOps.exif_transpose
where NAME begins with exif. Each resize-*.rgb is a resized image as torchvision asks Pillow for
it; what was done stands in resize.csv. The photograph is named in README.md.
"""
import io
import struct
import sys
import zlib

from PIL import Image, ImageOps

photograph = Image.open(sys.argv[1]).convert("RGB")
small = photograph.resize((37, 26), Image.LANCZOS)


def expect(name, image=None):
    image = image or ImageOps.exif_transpose(Image.open(name)) if name.startswith("exif") \
        else image or Image.open(name)
    with open(name + ".rgb", "wb") as file:
        file.write(struct.pack(">ii", *image.size) + image.convert("RGB").tobytes())


def save(image, name, **options):
    image.save(name, **options)
    expect(name)


def bytes_of(image, **options):
    out = io.BytesIO()
    image.save(out, **options)
    return bytearray(out.getvalue())


def write(name, content):
    with open(name, "wb") as file:
        file.write(content)
    expect(name)


def segments(jpeg):
    """(marker, start, end) of the segments before the first scan."""
    at = 2
    while jpeg[at + 1] != 0xDA:
        length = jpeg[at + 2] << 8 | jpeg[at + 3]
        yield jpeg[at + 1], at, at + 2 + length
        at += 2 + length


def without(jpeg, marker):
    for found, start, end in segments(jpeg):
        if found == marker:
            return jpeg[:start] + jpeg[end:]
    raise ValueError("no such segment")


def png(name, width, height, depth, colour, passes, chunks=()):
    """A PNG of unfiltered rows; interlaced if there are seven passes of them."""
    raw = b"".join(b"\0" + row for rows in passes for row in rows)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(len(passes) == 7))
    with open(name, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
                   + b"".join(chunk(k, d) for k, d in chunks)
                   + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b""))


# JPEG
save(small, "baseline.jpg", quality=85)
save(small, "full-colour.jpg", quality=92, subsampling=0)
save(small, "progressive.jpg", quality=85, progressive=True)
save(small.convert("L"), "grey.jpg", quality=85)
plain = bytes_of(small, format="JPEG", quality=85)
write("unmarked.jpg", without(plain, 0xE0))
# Components without a marker and without subsampling: not to be taken for RGB.
write("unmarked-full.jpg", without(bytes_of(small, format="JPEG", subsampling=0), 0xE0))
cmyk = small.convert("CMYK")
# Ink in all four channels, as a separation has it.
black = small.convert("L").point(lambda v: (255 - v) // 2)
cmyk = Image.merge("CMYK", [*cmyk.split()[:3], black])
inks = bytes_of(cmyk, format="JPEG", quality=90)
write("cmyk.jpg", inks)
ycck = bytearray(inks)
for marker, start, end in segments(ycck):
    if marker == 0xEE:
        ycck[end - 1] = 2
write("ycck.jpg", ycck)
for value in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = value
    save(small, f"exif-{value}.jpg", quality=90, exif=exif.tobytes())

# PNG
save(small, "rgb.png")
save(small.convert("L"), "grey.png")
save(small.convert("L").convert("1"), "bits.png")
alpha = small.convert("L").point(lambda v: v // 2)
save(Image.merge("RGBA", [*small.split(), alpha]), "rgba.png")
save(Image.merge("LA", [small.convert("L"), alpha]), "grey-alpha.png")
palette = small.quantize(11)
save(palette, "palette.png")
palette.save("palette-transparent.png", transparency=3)
expect("palette-transparent.png", palette)
w, h = small.size
rows = [small.crop((0, y, w, y + 1)).tobytes() for y in range(h)]
# 16 bits: the lower 8 are noise that must not matter.
deep = [b"".join(bytes([v, (i * 89 + y) & 255]) for i, v in enumerate(r)) for y, r in enumerate(rows)]
png("rgb16.png", w, h, 16, 2, [deep])
expect("rgb16.png", small)
grey = small.convert("L")
deep = [b"".join(bytes([v, (i * 89 + y) & 255]) for i, v in enumerate(grey.crop((0, y, w, y + 1)).tobytes()))
        for y in range(h)]
png("grey16.png", w, h, 16, 0, [deep])
expect("grey16.png", grey)
pixels = small.load()
adam7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
png("interlaced.png", w, h, 8, 2,
    [[b"".join(bytes(pixels[x, y]) for x in range(x0, w, dx)) for y in range(y0, h, dy)]
     for x0, y0, dx, dy in adam7])
expect("interlaced.png")
# Two bits of grey.
two = [[grey.getpixel((x, y)) >> 6 for x in range(w)] for y in range(h)]
packed = [bytes(sum(((row[x + k] if x + k < w else 0) << (6 - 2 * k)) for k in range(4)) for x in range(0, w, 4))
          for row in two]
png("grey2.png", w, h, 2, 0, [packed])
expect("grey2.png")

# Resizing: name, part (left, top, width, height), size, window (left, top, side)
photograph.crop((0, 0, 299, 200)).resize((113, 75), Image.LANCZOS).save("resize.png")
image = Image.open("resize.png").convert("RGB")
with open("resize.csv", "w") as table:
    table.write("# left,top,width,height of the part; columns,rows it is resized to; left,top,side kept\n")
    for number, (part, size, window) in enumerate([
            ((0, 0, 113, 75), (55, 37), (12, 2, 32)),
            ((0, 0, 113, 75), (301, 200), (130, 80, 40)),
            ((0, 0, 113, 75), (113, 75), (40, 22, 32)),
            ((17, 9, 61, 48), (32, 32), (0, 0, 32)),
            ((3, 30, 90, 7), (32, 32), (0, 0, 32)),
            ((100, 2, 5, 70), (16, 16), (0, 0, 16)),
            ((50, 50, 1, 1), (8, 8), (0, 0, 8))]):
        left, top, width, height = part
        cut = image.crop((left, top, left + width, top + height)).resize(size, Image.BILINEAR)
        x, y, side = window
        kept = cut.crop((x, y, x + side, y + side))
        table.write(",".join(str(v) for v in (*part, *size, *window)) + "\n")
        with open(f"resize-{number}.rgb", "wb") as file:
            file.write(struct.pack(">ii", side, side) + kept.tobytes())
