/** Replaces React Aria's messages in languages that the apps do not support. */
export default {};
