"""The Linux camera over real 802.11, in a virtual machine; ``vm/`` makes and runs that."""
