"""The demonstration world: Zhibek Zholy on 31 October 2020, at the moment at which the gate refuses. All invented."""
