#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Packs what RenderSamples drew: the clip's frames into mp4 and webm, and the thumbnails. Needs ffmpeg.
# Usage: encode.sh [FRAMES_FOLDER]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
frames=${1:-$here/target/frames}
media=$here/media

run() { ffmpeg -v error -y "$@"; }

# Baseline H.264 plays in every browser that has H.264; the colours are tagged as what they are, sRGB's primaries.
tags="-color_primaries bt709 -color_trc bt709 -colorspace bt709 -color_range tv"
yuv="scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"
# shellcheck disable=SC2086
run -framerate 12 -i "$frames/walk-%03d.png" -vf "$yuv" -c:v libx264 -profile:v baseline -preset veryslow -crf 18 \
    -g 24 $tags -movflags +faststart -map_metadata -1 -fflags +bitexact -flags:v +bitexact "$media/room-walk.mp4"
# VP9 for browsers without H.264.
# shellcheck disable=SC2086
run -framerate 12 -i "$frames/walk-%03d.png" -vf "$yuv" -c:v libvpx-vp9 -b:v 0 -crf 26 -g 24 -row-mt 0 -threads 1 \
    -deadline good -cpu-used 1 $tags -map_metadata -1 -fflags +bitexact -flags:v +bitexact "$media/room-walk.webm"
# Motion JPEG: what Chromium's fake camera plays (--use-file-for-fake-video-capture), for tests.
run -framerate 12 -i "$frames/walk-%03d.png" -vf "fps=6,scale=out_range=pc,format=yuvj420p" -c:v mjpeg -q:v 8 -map_metadata -1 \
    -fflags +bitexact -flags:v +bitexact -f mjpeg "$media/room-walk.mjpeg"

run -i "$frames/room.png" -vf scale=320:240:flags=lanczos -c:v libwebp -quality 72 "$media/room-thumb.webp"
run -i "$frames/walk-030.png" -vf scale=320:180:flags=lanczos -c:v libwebp -quality 72 "$media/room-walk-thumb.webp"
ls -l "$media"
