"""Makes the small pictures and the video that the marks are written into. Needs Pillow 13 and ffmpeg 5; run in this folder."""

import subprocess

from PIL import Image, ImageDraw

picture = Image.new("RGBA", (64, 48), (250, 250, 245, 255))
ImageDraw.Draw(picture).ellipse((12, 6, 50, 42), fill=(220, 60, 70, 255))
opaque = picture.convert("RGB")
opaque.save("plain.png")
opaque.save("plain.jpg", quality=85)
opaque.save("lossy.webp", quality=80)
picture.putpixel((0, 0), (0, 0, 0, 0))
picture.save("lossless.webp", lossless=True)
picture.save("alpha.webp", quality=80)
opaque.save("plain.gif", save_all=True, append_images=[opaque.rotate(90)], duration=100, loop=0)
video = ["ffmpeg", "-y", "-loglevel", "error", "-loop", "1", "-i", "plain.png", "-t", "0.4", "-r", "10", "-pix_fmt", "yuv420p"]
subprocess.run([*video, "-fflags", "+bitexact", "plain.mp4"], check=True)
subprocess.run([*video, "-fflags", "+bitexact", "-c:v", "libvpx", "plain.webm"], check=True)
