/** `fragments: 'tree'` builds nodes without innerHTML, which Trusted Types would refuse. */
export default {
  compilerOptions: { runes: true, fragments: 'tree' },
};
