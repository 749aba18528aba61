const NodeEnvironment = require("@stryker-mutator/jest-runner/jest-env/node");

/** Of which mutant a test has failed. Environments of one process share it. */
let noticed;

/**
 * Jest's environment for Node, and the first test that fails is the last that runs: a mutant needs
 * to be noticed once. (Jest's own `bail` stops between files only, and not at all under Stryker.)
 */
module.exports = class extends NodeEnvironment {
  handleTestEvent({ name, test }) {
    const mutant = process.env.__STRYKER_ACTIVE_MUTANT__;
    if (mutant === undefined) return;
    if (name === "test_start" && mutant === noticed) test.mode = "skip";
    if (name === "test_done" && test.errors.length > 0) noticed = mutant;
  }
};
