// The results page: asks the extension for its run files' results and shows them.
export {};
