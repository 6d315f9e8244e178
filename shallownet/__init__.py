"""shallownet: an interactive explainer of shallow neural networks. The file list of this folder is its table of contents."""
