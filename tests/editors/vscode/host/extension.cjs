// Nothing: VS Code runs tests only beside an extension that is being developed.
exports.activate = () => {};
