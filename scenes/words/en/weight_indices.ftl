# What WeightIndices says.
# $w is the weight's value and $name its name; it leads from neuron $k of layer $before to neuron $j of layer $last.

claim = w_jk leads to j from k; row j of the matrix holds what neuron j listens to.

take_one_edge = This edge carries the weight { $w }. It comes from neuron { $k } of layer { $before } and it goes to neuron { $j } of layer { $last }.

name_its_weight = Its name has two numbers below. First where it goes to: { $j }. Then where it comes from: { $k }.

every_edge_turns = { $edges ->
        [one] The one edge has its own cell. The neuron k stands above it. The neuron j stands beside it.
       *[many] Every edge has its own cell. The neurons k stand above the columns. The neurons j stand beside the rows.
    }{ $signs ->
        [negative] {" "}A hollow strip is a negative weight.
       *[positive] {""}
    }

read_a_row = Row { $j }: { $heard ->
        [one] this is the one weight that neuron { $j } listens with.
       *[many] these are all the weights that neuron { $j } listens with.
    }

read_a_column = Column { $k }: { $listening ->
        [one] this is the one weight through which neuron { $k } speaks.
       *[many] these are all the weights through which neuron { $k } speaks.
    }

find_it_again = Row { $j } and column { $k } meet at { $name }: to before from, row before column.

# On screen, beside the letters j and k.
to = to
from = from
