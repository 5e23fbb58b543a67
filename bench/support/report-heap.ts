/**
 * Loaded into the service before its own code, with `--expose-gc`: reports the heap in use to the parent
 * process on request. One collection leaves objects that were just released, hence several.
 */
process.on('message', () => {
  for (let round = 0; round < 4; round += 1) (globalThis as { gc?: () => void }).gc!();
  process.send!(process.memoryUsage().heapUsed);
});
process.channel?.unref();
