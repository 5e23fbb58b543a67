/**
 * Loaded into the service before its own code, with `--expose-gc`: whoever started it may ask how
 * much heap is in use. One collection leaves what it has only just let go of, hence several.
 */
process.on('message', () => {
  for (let round = 0; round < 4; round += 1) (globalThis as { gc?: () => void }).gc!();
  process.send!(process.memoryUsage().heapUsed);
});
process.channel?.unref();
