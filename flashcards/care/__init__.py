"""Care of a collection: examining it, mending it, and trying out the disk it lies on."""
