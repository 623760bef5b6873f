"""One address at a time from the web, safely and politely: gate, robots, delay, limits, and the bytes as they came."""
