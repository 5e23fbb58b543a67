declare module 'fs-native-extensions' {
  /** Locks a whole file for this descriptor. The lock ends with the descriptor or its process. */
  export function tryLock(fd: number): boolean;
}
