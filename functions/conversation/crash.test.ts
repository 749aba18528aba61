import { testCrashes } from "./crash.testing";

testCrashes("memory");
