# Sines and their kin, in radians. The awk of Debian's static busybox has none; these are good to nine digits.
function remainder(x, by) { return x - by * int(x / by) }

function sine(x,   k, term, sum) {
  x = remainder(x, 2 * PI)
  term = sum = x
  for (k = 1; k < 16; k++) { term = -term * x * x / (2 * k) / (2 * k + 1); sum += term }
  return sum
}
function cosine(x) { return sine(x + PI / 2) }

function root(x,   guess, k) {
  if (x <= 0) return 0
  guess = x > 1 ? x : 1
  for (k = 0; k < 40; k++) guess = (guess + x / guess) / 2
  return guess
}

# The angle of a slope. Halved twice before the series, which would be slow near 1.
function slope(x,   k, power, sum) {
  if (x < 0) return -slope(-x)
  if (x > 1) return PI / 2 - slope(1 / x)
  x = x / (1 + root(1 + x * x))
  x = x / (1 + root(1 + x * x))
  sum = power = x
  for (k = 1; k < 12; k++) { power = -power * x * x; sum += power / (2 * k + 1) }
  return 4 * sum
}

# The angle of the point (x, y), from -PI to PI.
function angle(y, x) {
  if (x > 0) return slope(y / x)
  if (x < 0) return slope(y / x) + (y < 0 ? -PI : PI)
  return y > 0 ? PI / 2 : y < 0 ? -PI / 2 : 0
}

BEGIN { PI = 3.14159265358979 }
