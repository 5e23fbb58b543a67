/**
 * Marks a class of `@noble/curves` as free of side effects, so that programs which do not use it do
 * not contain it. The compiler inlines the marks that the package has at its static members.
 */
module.exports = (source) => {
  const marked = source.replace(
    /^class (_RistrettoPoint) [^]*?^\}$/m,
    (declaration, name) => `const ${name} = /* @__PURE__ */ (() => ${declaration})();`,
  );
  if (marked === source) throw new Error('@noble/curves has no class _RistrettoPoint any more.');
  return marked;
};
