// SPDX-License-Identifier: Apache-2.0
// Blurs what is out of focus: each pixel gathers the discs of those around it that reach so far.
// Twin: io.sightline.core.effect.LensBlur.
//
// group 0   binding 0   the picture, [height, width], 8-bit red, green, blue and alpha in a word
//           binding 1   nearness, [height, width]
//           binding 2   light of each byte, 256 floats
//           binding 3   the blurred picture
//           binding 4   the lens
// workgroup 8 x 8 x 1, one invocation a pixel: dispatch ceil(width / 8), ceil(height / 8), 1

struct Lens {
  width: u32,
  height: u32,
  // nearness that is sharp, and pixels of radius for each unit away from it
  focus: f32,
  strength: f32,
  // largest radius, pixels
  most: f32,
  // how much nearer something has to be to stand before something else
  step: f32,
}

@group(0) @binding(0) var<storage, read> picture: array<u32>;
@group(0) @binding(1) var<storage, read> near: array<f32>;
@group(0) @binding(2) var<storage, read> light: array<f32, 256>;
@group(0) @binding(3) var<storage, read_write> blurred: array<u32>;
@group(0) @binding(4) var<uniform> lens: Lens;

fn radius(disparity: f32) -> f32 {
  return max(0.5, min(lens.most, lens.strength * abs(disparity - lens.focus)));
}

fn lightOf(word: u32) -> vec3<f32> {
  return vec3<f32>(light[word & 255u], light[(word >> 8u) & 255u], light[(word >> 16u) & 255u]);
}

// IEC 61966-2-1
fn encoded(linear: vec3<f32>) -> vec3<f32> {
  let clipped = clamp(linear, vec3<f32>(0.0), vec3<f32>(1.0));
  return select(1.055 * pow(clipped, vec3<f32>(1.0 / 2.4)) - 0.055, 12.92 * clipped, clipped <= vec3<f32>(0.0031308));
}

@compute @workgroup_size(8, 8)
fn blur(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= lens.width || id.y >= lens.height) {
    return;
  }
  let at = id.y * lens.width + id.x;
  let own = near[at];
  let ownRadius = radius(own);
  let reach = u32(ceil(lens.most));
  var sum = vec4<f32>(0.0);
  for (var y = max(id.y, reach) - reach; y <= min(lens.height - 1u, id.y + reach); y++) {
    for (var x = max(id.x, reach) - reach; x <= min(lens.width - 1u, id.x + reach); x++) {
      let other = near[y * lens.width + x];
      var disc = radius(other);
      // What is behind a sharp edge cannot spill over it.
      if (other < own - lens.step) {
        disc = min(disc, ownRadius);
      }
      let away = vec2<f32>(f32(x), f32(y)) - vec2<f32>(f32(id.x), f32(id.y));
      let cover = clamp(disc + 0.5 - length(away), 0.0, 1.0);
      if (cover > 0.0) {
        sum += vec4<f32>(lightOf(picture[y * lens.width + x]), 1.0) * (cover / (disc * disc));
      }
    }
  }
  let seen = pack4x8unorm(vec4<f32>(encoded(sum.rgb / sum.a), 0.0));
  blurred[at] = seen | (picture[at] & 0xff000000u);
}
